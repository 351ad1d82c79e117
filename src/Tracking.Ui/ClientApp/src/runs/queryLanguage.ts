import { attributeIds, fieldOf, keyOf, kindOf, quotedKey } from './columns'
import type { KeyCount } from './keyIndex'

export interface Range {
  from: number
  to: number
}

export interface Token extends Range {
  kind: 'field' | 'operator' | 'text' | 'number' | 'word' | 'mark'
  text: string
}

const patterns: [Token['kind'], RegExp][] = [
  ['field', /(?:[A-Za-z_]\w*\s*\.\s*)?(?:`[^`]*`?|"[^"]*"?)/y],
  ['text', /'(?:[^']|'')*'?/y],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['operator', /!=|>=|<=|=|>|</y],
  ['word', /(?:not\s+)?(?:like|ilike|rlike|in|between)\b|is\s+(?:not\s+)?null\b|(?:and|or|not)\b/iy],
  ['field', /[A-Za-z_][\w.]*/y],
  ['mark', /[(),]/y],
]

/** For colour and completion only: the server decides what is valid. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    let token: Token | undefined
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match || match[0] === '') continue
      token = { kind, text: match[0], from: at, to: at + match[0].length }
      break
    }
    if (token) tokens.push(token)
    at = token ? token.to : at + 1
  }
  return tokens
}

/** The comparisons that are joined by AND at the top, each with its range: the chips of the query. */
export function clausesOf(text: string): Range[] {
  const clauses: Range[] = []
  let depth = 0
  let isBetween = false
  let open = null as Range | null
  for (const token of tokensOf(text)) {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    const word = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (word === 'and' && depth === 0 && !isBetween) {
      if (open) clauses.push(open)
      open = null
      continue
    }
    isBetween = word.endsWith('between') || (isBetween && word !== 'and')
    open = { from: open?.from ?? token.from, to: token.to }
  }
  return open ? [...clauses, open] : clauses
}

/** The text without one of its clauses. */
export function withoutClause(text: string, clause: Range): string {
  const rest = clausesOf(text).filter((other) => other.from !== clause.from)
  return rest.map((other) => text.slice(other.from, other.to)).join(' and ')
}

export function withClause(text: string, clause: string): string {
  return text.trim() === '' ? clause : `${text.trim()} and ${clause}`
}

/** What the server's message points at: a position, else what it quotes, else everything. */
export function errorRange(text: string, message: string): Range {
  const position = /at position (\d+)/.exec(message)
  if (position) {
    const from = Math.min(Number(position[1]) - 1, Math.max(0, text.length - 1))
    const token = tokensOf(text).find((t) => t.from <= from && from < t.to)
    return { from, to: token?.to ?? Math.min(text.length, from + 1) }
  }
  const quotes = [...message.matchAll(/'((?:[^']|'(?=\w))*)'|"([^"]*)"/g)].map((m) => m[1] ?? m[2] ?? '')
  const quoted = [...quotes, ...quotesWithin(message)].filter((q) => q.length > 0 && text.includes(q))
  const longest = quoted.sort((a, b) => b.length - a.length)[0]
  if (longest === undefined) return { from: 0, to: text.length }
  const from = text.indexOf(longest)
  return { from, to: from + longest.length }
}

/** Clauses hold quotes themselves: from any quote to the last. */
function quotesWithin(message: string): string[] {
  const first = message.indexOf("'")
  const last = message.lastIndexOf("'")
  return first >= 0 && last > first ? [message.slice(first + 1, last)] : []
}

export type Expected = { kind: 'field' | 'operator' | 'value' | 'join'; from: number; field: string | null }

/** What may come at a place of the text. */
export function expectedAt(text: string, at: number): Expected {
  const before = tokensOf(text).filter((token) => token.from < at)
  const last = before.at(-1)
  const isInside = last !== undefined && last.to >= at && last.kind !== 'mark'
  const done = isInside ? before.slice(0, -1) : before
  const from = isInside ? last.from : at
  const previous = done.at(-1)
  const field = done.findLast((token) => token.kind === 'field')?.text ?? null
  if (!previous || previous.text === '(' || /^(and|or|not)$/i.test(previous.text))
    return { kind: 'field', from, field: null }
  if (previous.kind === 'field') return { kind: 'operator', from, field }
  if (previous.kind === 'operator' || (previous.kind === 'word' && !/null$/i.test(previous.text))) {
    return { kind: 'value', from, field }
  }
  return { kind: 'join', from, field }
}

const numeric = ['>', '>=', '=', '!=', '<', '<=', 'BETWEEN']
const textual = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN']

export function operatorsFor(field: string): string[] {
  if (/^metrics?\s*\./i.test(field) || /(start|end)_time$/.test(field)) return numeric
  return /^(params?|parameters?|tags?)\s*\./i.test(field) ? [...textual, 'IS NULL', 'IS NOT NULL'] : textual
}

/** The column that a field of the query names. */
export function columnOfField(field: string): string | null {
  const match = /^([A-Za-z]+)\s*\.\s*[`"]?([^`"]*)[`"]?$/.exec(field)
  if (!match) return null
  const kind = (match[1] ?? '').toLowerCase()
  const key = match[2] ?? ''
  if (kind.startsWith('metric')) return `m.${key}`
  if (kind.startsWith('param')) return `p.${key}`
  if (kind.startsWith('tag')) return `t.${key}`
  return attributeIds.find((id) => fieldOf(id) === `attributes.${key}`) ?? null
}

export const quotedValue = (value: string) => `'${value.replaceAll("'", "''")}'`

/** What is offered where a field is expected: attributes first where nothing is typed yet, then keys by frequency. */
export function fieldOptions(keys: readonly KeyCount[]): { label: string; detail: string }[] {
  const attributes = attributeIds.flatMap((id) => {
    const field = fieldOf(id)
    return field ? [{ label: field, detail: '' }] : []
  })
  const others = keys.map((key) => ({
    label: `${kindOf(key.id)}s.${quotedKey(keyOf(key.id))}`,
    detail: `${key.count} · ${key.example.slice(0, 24)}`,
  }))
  return [...others, ...attributes]
}

/** A number as it was written, where reading it would change it, such as 12345678901234567890. */
export class Exact {
  constructor(readonly text: string) {}
}

export interface TreeRow {
  /** The way to it, in which each step is a key or an index. */
  id: string
  depth: number
  name: string
  /** Of a leaf: its value as text; of a list or object: how much it holds. */
  text: string
  kind: 'text' | 'number' | 'other' | 'list' | 'object' | 'more'
  isOpen: boolean
}

const atOnce = 500

/** JSON as values; null where the text is none. */
export function jsonOf(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text, exactly) as unknown }
  } catch {
    return null
  }
}

/** Browsers that tell the source of a value keep it; others round. */
function exactly(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
    ? new Exact(context.source)
    : value
}

/** Which ways are open at first: the top, and what is small below it. */
export function opened(value: unknown): Set<string> {
  const open = new Set([''])
  if (isInner(value) && sizeOf(value) <= 50) {
    for (const [key, inner] of entriesOf(value)) if (isInner(inner) && sizeOf(inner) <= 20) open.add(`/${step(key)}`)
  }
  return open
}

/** The rows that can be seen. `more` says how many hundreds of a long list are shown beyond the first. */
export function rowsOf(value: unknown, open: ReadonlySet<string>, more: ReadonlyMap<string, number>): TreeRow[] {
  const rows: TreeRow[] = []
  // Not recursive: a hostile file is nested deeper than the stack.
  const waiting: { id: string; name: string; depth: number; value: unknown; isMore?: boolean }[] = []
  waiting.push({ id: '', name: '', depth: 0, value })
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { id, name, depth, value: at } = next
    if (next.isMore) {
      rows.push({ id, depth, name: '', text: at as string, kind: 'more', isOpen: false })
      continue
    }
    const isOpen = isInner(at) && open.has(id)
    rows.push({ id, depth, name, ...shownAs(at), isOpen })
    if (!isOpen) continue
    const limit = atOnce * (1 + (more.get(id) ?? 0))
    const entries = entriesOf(at).slice(0, limit)
    const left = sizeOf(at) - entries.length
    if (left > 0) waiting.push({ id, name: '', depth: depth + 1, value: `${left} more`, isMore: true })
    for (const [key, inner] of entries.reverse()) {
      waiting.push({ id: `${id}/${step(key)}`, name: key, depth: depth + 1, value: inner })
    }
  }
  return rows
}

const step = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const isInner = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Exact) && !(value instanceof Date)

const sizeOf = (value: object) => (Array.isArray(value) ? value.length : Object.keys(value).length)

const entriesOf = (value: object): [string, unknown][] =>
  Array.isArray(value) ? value.map((inner: unknown, i) => [`${i}`, inner]) : Object.entries(value)

function shownAs(value: unknown): Pick<TreeRow, 'text' | 'kind'> {
  if (Array.isArray(value)) return { text: `[${value.length}]`, kind: 'list' }
  if (isInner(value)) return { text: `{${sizeOf(value)}}`, kind: 'object' }
  if (value instanceof Exact) return { text: value.text, kind: 'number' }
  if (typeof value === 'number') return { text: String(value), kind: 'number' }
  if (typeof value === 'string') return { text: value, kind: 'text' }
  return { text: value instanceof Date ? value.toISOString() : String(value), kind: 'other' }
}

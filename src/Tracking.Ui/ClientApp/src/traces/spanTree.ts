import type { Span } from '../api/traces'

export interface SpanLine {
  span: Span
  depth: number
  children: number
}

/**
 * Spans in the order of a tree: children below their parent, by start. A span whose parent is missing, or that is its
 * own ancestor, stands at the top, so that none is lost.
 */
export function spanLines(spans: readonly Span[], closed: ReadonlySet<string> = new Set()): SpanLine[] {
  const ids = new Set(spans.map((span) => span.id))
  const children = new Map<string, Span[]>()
  for (const span of spans) {
    const parent = span.parent !== span.id && ids.has(span.parent) ? span.parent : ''
    children.set(parent, [...(children.get(parent) ?? []), span])
  }
  for (const list of children.values()) list.sort((a, b) => a.start - b.start)
  const lines: SpanLine[] = []
  const seen = new Set<string>()
  const walk = (span: Span, depth: number, isShown: boolean) => {
    if (seen.has(span.id)) return
    seen.add(span.id)
    const below = children.get(span.id) ?? []
    if (isShown) lines.push({ span, depth, children: below.length })
    for (const child of below) walk(child, depth + 1, isShown && !closed.has(span.id))
  }
  for (const span of children.get('') ?? []) walk(span, 0, true)
  for (const span of spans) walk(span, 0, true)
  return lines
}

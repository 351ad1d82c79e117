const headCount = 6
const plainMax = 16

/** The sizes of lists in lists, by the first of each: `[2, 3]` of `[[1, 2, 3], [4, 5, 6]]`. */
export function sizesOf(value: unknown): number[] {
  const sizes: number[] = []
  for (let part = value; Array.isArray(part); part = (part as unknown[])[0]) sizes.push(part.length)
  return sizes
}

/** The first values in reading order. */
export function headOf(value: unknown, count = headCount): unknown[] {
  if (!Array.isArray(value)) return [value]
  const head: unknown[] = []
  for (const part of value as unknown[]) {
    if (head.length >= count) break
    head.push(...headOf(part, count - head.length))
  }
  return head
}

/** How many values there are in lists of lists. */
export const countOf = (value: unknown): number =>
  Array.isArray(value) ? (value as unknown[]).reduce((all: number, part) => all + countOf(part), 0) : 1

/** Whether a list is too long to be shown as it is sent. */
export const isLong = (value: unknown): boolean => Array.isArray(value) && countOf(value) > plainMax

/** A long list in few words: `1 × 3 × 224 × 224: 0.1, 0.2, …`. */
export function headText(value: unknown): string {
  return `${sizesOf(value).join(' × ')}: ${headOf(value).map(wordOf).join(', ')}, …`
}

const wordOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

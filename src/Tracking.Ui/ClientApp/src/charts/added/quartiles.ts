/** How values of a group spread; quartiles lie between values where they must (type 7, as most tools have it). */
export interface Spread {
  count: number
  low: number
  q1: number
  median: number
  q3: number
  high: number
}

const whisker = 1.5

/** Whiskers end at the last values within 1.5 times the height of the box. Values are numbers, at least one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort()
  const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)]
  const reach = whisker * (q3 - q1)
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach)
  // A box between two far values may hold none.
  const low = Math.min(q1, inside[0] ?? q1)
  const high = Math.max(q3, inside.at(-1) ?? q3)
  return { count: values.length, low, q1, median, q3, high }
}

function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1)
  const below = Math.floor(place)
  const [low, high] = [sorted[below] ?? NaN, sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN]
  return low + (high - low) * (place - below)
}

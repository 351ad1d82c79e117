/**
 * Exponential moving average without the bias to its start. The weight is per mean distance of x, so that unequal
 * steps do not change what it does. Values that are no numbers break the line and start it anew.
 */
export function smoothed(xs: readonly number[], ys: readonly number[], weight: number): number[] {
  const mean = (xs.at(-1)! - xs[0]!) / Math.max(1, xs.length - 1) || 1
  let sum = 0
  let norm = 0
  let last = xs[0] ?? 0
  return ys.map((y, i) => {
    if (!Number.isFinite(y)) {
      sum = 0
      norm = 0
      return y
    }
    const keep = Math.pow(weight, (xs[i]! - last) / mean || 1)
    last = xs[i]!
    sum = sum * keep + y * (1 - keep)
    norm = norm * keep + (1 - keep)
    return norm > 0 ? sum / norm : y
  })
}

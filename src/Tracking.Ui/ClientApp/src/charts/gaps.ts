/** Fewer distances say nothing of what is usual. */
const distancesMin = 3
const usualTimes = 5
/** Of a thinned series, whose points lie up to two buckets apart, a bucket being two points wide. */
const meanTimes = 6

const none: ReadonlySet<number> = new Set()

/**
 * The points before which steps are missing: their line breaks there. That is where the distance to the point before
 * is more than five times the usual.
 */
export function gapsIn(steps: readonly number[], isThinned: boolean): ReadonlySet<number> {
  const distances = steps.map((step, i) => (i === 0 ? 0 : step - steps[i - 1]!))
  const sorted = distances.filter((distance) => distance > 0).sort((a, b) => a - b)
  if (sorted.length < distancesMin) return none
  const usual = sorted[sorted.length >> 1]! * usualTimes
  const limit = isThinned ? Math.max(usual, (meanTimes * (steps.at(-1)! - steps[0]!)) / steps.length) : usual
  // The longest says whether there is any.
  if (sorted.at(-1)! <= limit) return none
  return new Set(distances.flatMap((distance, i) => (distance > limit ? [i] : [])))
}

import type { Curve } from './curves'

interface Asked {
  isLog: boolean
  /** How many runs there should be. */
  runs: number
  /** How many points a sampled line has. */
  points: number
}

/** What a reader must know of the curves that the curves do not show. */
export function marksOf(curves: readonly Curve[], { isLog, runs, points }: Asked): string[] {
  let nan = 0
  let below = 0
  for (const { ys } of curves) {
    for (const y of ys) {
      if (!Number.isFinite(y)) nan++
      else if (isLog && y <= 0) below++
    }
  }
  return [
    Number.isFinite(points) ? `sampled to ${points} points` : '',
    nan > 0 ? `NaN ×${nan}` : '',
    below > 0 ? `${below} values ≤ 0` : '',
    curves.length < runs && curves.length > 0 ? `${curves.length} of ${runs} runs` : '',
  ]
}

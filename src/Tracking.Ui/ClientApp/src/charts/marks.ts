import type { Curve } from './curves'

/** What a reader must know of the curves that the curves do not show. */
export function marksOf(curves: readonly Curve[], isLog: boolean, asked: { runs: number; points: number }): string {
  let nan = 0
  let below = 0
  for (const { ys } of curves) {
    for (const y of ys) {
      if (!Number.isFinite(y)) nan++
      else if (isLog && y <= 0) below++
    }
  }
  const longest = Math.max(0, ...curves.map((curve) => curve.xs.length))
  return [
    longest >= asked.points ? `sampled to ${longest} points` : '',
    nan > 0 ? `NaN ×${nan}` : '',
    below > 0 ? `${below} values ≤ 0` : '',
    curves.length < asked.runs && curves.length > 0 ? `${curves.length} of ${asked.runs} runs` : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

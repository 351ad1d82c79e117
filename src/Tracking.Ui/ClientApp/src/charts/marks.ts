import type { Curve, Domain } from './curves'
import { hasPlace, type YScale } from './yScale'

interface Asked {
  scale: YScale
  /** How many runs there should be. */
  runs: number
  /** How many NaN the server counted, also among points that it left out. */
  nans: number
  /** What is shown of the values, where that need not be all. */
  y: Domain | null
}

export interface CurveMarks {
  /** Values without a place on the scale. */
  below: number
  texts: string[]
}

/** What a reader must know of the curves that the curves do not show. */
export function marksOf(curves: readonly Curve[], { scale, runs, nans, y }: Asked): CurveMarks {
  let [broken, below, outside] = [0, 0, 0]
  for (const { ys } of curves) {
    for (const value of ys) {
      if (!Number.isFinite(value)) broken++
      else if (!hasPlace(value, scale)) below++
      else if (y !== null && (value < y.min || value > y.max)) outside++
    }
  }
  const gaps = curves.reduce((sum, curve) => sum + curve.gaps.size, 0)
  const nan = Math.max(broken, nans)
  const texts = [
    nan > 0 ? `NaN ×${nan}` : '',
    gaps > 0 ? `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}` : '',
    outside > 0 ? 'clipped' : '',
    curves.length < runs && curves.length > 0 ? `${curves.length} of ${runs} runs` : '',
  ]
  return { below, texts: texts.filter(Boolean) }
}

export interface Sampling {
  /** How many points there are in what is shown. */
  total: number
  /** How many of them came. */
  shown: number
}

/** Such as 1:50; `all` where none is left out. */
export function ratioText({ total, shown }: Sampling): string {
  if (total <= shown || shown === 0) return 'all'
  const ratio = total / shown
  return `1:${ratio < 10 ? Number(ratio.toFixed(1)) : Math.round(ratio)}`
}

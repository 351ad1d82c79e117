import type { PlacedSeries } from './joins'
import { smoothed } from './smoothing'

/** What lines are drawn over; `m.epoch` = the metric `epoch`. */
export type XKind = 'step' | 'relative' | 'wall' | `m.${string}`

export const xMetricOf = (x: XKind): string | null => (x.startsWith('m.') ? x.slice(2) : null)

/** A run's line as it is drawn. */
export interface Curve {
  id: string
  name: string
  /** 1 to 12. */
  slot: number
  dash: number[] | undefined
  isRunning: boolean
  xs: number[]
  ys: number[]
  /** The values as logged, where `ys` are smoothed. */
  raw: number[] | null
}

export interface CurveRun {
  id: string
  name: string
  slot: number
  dash: number[] | undefined
  isRunning: boolean
}

export function curvesOf(
  runs: readonly CurveRun[],
  history: ReadonlyMap<string, PlacedSeries>,
  x: XKind,
  smoothing: number,
): Curve[] {
  return runs.flatMap((run) => {
    const series = history.get(run.id)
    if (!series || series.values.length === 0) return []
    const { xs, ys } = inOrder(xsOf(series, x), series.values)
    const isSmoothed = smoothing > 0 && ys.length > 2
    return [{ ...run, xs, ys: isSmoothed ? smoothed(xs, ys, smoothing) : ys, raw: isSmoothed ? ys : null }]
  })
}

/** Steps, or seconds since the run's first point, or seconds since 1970, or the values of the metric. */
export function xsOf(series: PlacedSeries, x: XKind): number[] {
  if (x === 'step') return series.steps
  if (series.xs) return series.xs
  const first = x === 'relative' ? Math.min(...series.times.slice(0, 1)) : 0
  return series.times.map((time) => (time - first) / 1000)
}

/** Sorted by x: a run may go back in time or in steps. */
function inOrder(xs: number[], ys: number[]): { xs: number[]; ys: number[] } {
  if (xs.every((x, i) => i === 0 || x >= xs[i - 1]!)) return { xs, ys }
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]!)
  return { xs: order.map((i) => xs[i]!), ys: order.map((i) => ys[i]!) }
}

export interface Domain {
  min: number
  max: number
}

export const isLogged = (value: number, isLog: boolean) => Number.isFinite(value) && (!isLog || value > 0)

const padding = 0.05

export function xDomain(curves: readonly Curve[]): Domain {
  let [min, max] = [Infinity, -Infinity]
  for (const { xs } of curves) {
    min = Math.min(min, xs[0] ?? Infinity)
    max = Math.max(max, xs.at(-1) ?? -Infinity)
  }
  if (min > max) return { min: 0, max: 1 }
  return min === max ? { min: min - 0.5, max: max + 0.5 } : { min, max }
}

/** The shown values within the range, or the middle 98 % of them; zero is not forced. */
export function yDomain(curves: readonly Curve[], range: Domain, isLog: boolean, isClipped: boolean): Domain {
  const values: number[] = []
  for (const { xs, ys } of curves) {
    for (let i = 0; i < xs.length; i++) {
      const y = ys[i]!
      if (xs[i]! >= range.min && xs[i]! <= range.max && isLogged(y, isLog)) values.push(y)
    }
  }
  if (values.length === 0) return isLog ? { min: 0.1, max: 1 } : { min: 0, max: 1 }
  const [low, high] = isClipped ? middle(values) : extremes(values)
  if (isLog) return low === high ? { min: low / 2, max: high * 2 } : { min: low * 0.9, max: high * 1.1 }
  const room = low === high ? Math.abs(low) * 0.5 || 0.5 : (high - low) * padding
  return { min: low - room, max: high + room }
}

const cut = 0.01

function middle(values: number[]): [number, number] {
  const sorted = Float64Array.from(values).sort()
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!
  return [at(cut), at(1 - cut)]
}

function extremes(values: number[]): [number, number] {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return [min, max]
}

/** The index of the point nearest to x; -1 where the curve has none there. */
export function indexAt(xs: readonly number[], x: number): number {
  if (xs.length === 0) return -1
  let [low, high] = [0, xs.length - 1]
  while (high - low > 1) {
    const middleIndex = (low + high) >> 1
    if (xs[middleIndex]! <= x) low = middleIndex
    else high = middleIndex
  }
  const nearest = Math.abs(xs[low]! - x) <= Math.abs(xs[high]! - x) ? low : high
  const step = (xs.at(-1)! - xs[0]!) / Math.max(1, xs.length - 1)
  const isOutside = x > xs.at(-1)! + step || x < xs[0]! - step
  return isOutside ? -1 : nearest
}

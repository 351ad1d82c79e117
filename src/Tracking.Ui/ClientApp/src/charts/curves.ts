import type { PlacedSeries } from './joins'
import { gapsIn } from './gaps'
import { smoothed } from './smoothing'
import { bendOf, hasPlace, kneeOf, type Bend, type YDomain, type YScale } from './yScale'

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
  /** The points before which the line breaks, since steps are missing. */
  gaps: ReadonlySet<number>
}

export interface CurveRun {
  id: string
  name: string
  slot: number
  dash: number[] | undefined
  isRunning: boolean
}

export interface CurveLook {
  x: XKind
  smoothing: number
  /** Lines run on where steps are missing. */
  isConnected: boolean
}

const noGaps: ReadonlySet<number> = new Set()

export function curvesOf(
  runs: readonly CurveRun[],
  history: ReadonlyMap<string, PlacedSeries>,
  { x, smoothing, isConnected }: CurveLook,
): Curve[] {
  return runs.flatMap((run) => {
    const series = history.get(run.id)
    if (!series || series.values.length === 0) return []
    const [xs, ys, steps] = inOrder(xsOf(series, x), series.values, series.steps)
    const isSmoothed = smoothing > 0 && ys.length > 2
    // Over another metric, points that follow each other need not have been logged one after the other.
    const gaps = isConnected || xMetricOf(x) !== null ? noGaps : gapsIn(steps, isThinned(series))
    return [{ ...run, xs, ys: isSmoothed ? smoothed(xs, ys, smoothing) : ys, raw: isSmoothed ? ys : null, gaps }]
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
function inOrder(xs: number[], ys: number[], steps: number[]): [number[], number[], number[]] {
  if (xs.every((x, i) => i === 0 || x >= xs[i - 1]!)) return [xs, ys, steps]
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]!)
  const ordered = (values: number[]) => order.map((i) => values[i]!)
  return [ordered(xs), ordered(ys), ordered(steps)]
}

/** The server left points out. */
export const isThinned = ({ total, values }: PlacedSeries): boolean => total !== undefined && total > values.length

export interface Domain {
  min: number
  max: number
}

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
export function yDomain(curves: readonly Curve[], range: Domain, scale: YScale, isClipped: boolean): YDomain {
  const values: number[] = []
  for (const { xs, ys } of curves) {
    for (let i = 0; i < xs.length; i++) {
      const y = ys[i]!
      if (xs[i]! >= range.min && xs[i]! <= range.max && hasPlace(y, scale)) values.push(y)
    }
  }
  const isLog = scale === 'log'
  const knee = scale === 'symlog' ? kneeOf(values) : 1
  if (values.length === 0) return { min: isLog ? 0.1 : 0, max: 1, knee }
  const [low, high] = isClipped ? middle(values) : extremes(values)
  if (isLog) return { min: low * (low === high ? 0.5 : 0.9), max: high * (low === high ? 2 : 1.1), knee }
  return { ...withRoom(low, high, bendOf(scale, knee)), knee }
}

/** Of values that hardly differ: less is lost in rounding. */
const roomLeast = 1e-9

/** A little beyond the values, as the scale bends them. */
function withRoom(low: number, high: number, { to, back }: Bend): Domain {
  const [from, up] = [to(low), to(high)]
  const size = Math.max(Math.abs(from), Math.abs(up))
  const room = from === up ? size * 0.5 || 0.5 : Math.max((up - from) * padding, size * roomLeast)
  return { min: back(from - room), max: back(up + room) }
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

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sampledHistory, type Series } from '../api/metrics'
import { curvesOf, isThinned, xMetricOf, xsOf, type Curve, type CurveRun, type Domain, type XKind } from './curves'
import { atStepOf, lessBaseline, overMetric, stepsWithin, type PlacedSeries, type Steps } from './joins'
import type { Sampling } from './marks'
import type { ChartSettings } from './settings'

export interface WantedCurves {
  metric: string
  runs: CurveRun[]
  settings: Pick<ChartSettings, 'x' | 'range' | 'smoothing' | 'isConnected'>
  /** Nothing is asked for what is far from the screen. */
  isNear: boolean
  /** The run whose values are taken away from those of the others. */
  base?: string | null
}

export interface FoundCurves {
  curves: Curve[]
  /** Of all points, those that stand in the chart: others have no partner at their step. */
  joined: { points: number; of: number }
  error: unknown
  retry: () => unknown
  isLoading: boolean
  sampling: Sampling
  /** How many NaN there are, also among points that were left out. */
  nans: number
}

/** With 100 lines still more points in each than a usual chart has pixels. */
const pointsInAll = 40_000
const pointsMin = 100
const pointsMax = 1000
/** Below so many, every point of a few runs is drawn. */
const pointsOfFew = 2000
const few = 4
const liveMilliseconds = 5000

/** Points per run: many runs share what a chart can show. */
export function pointsFor(runs: number): number {
  if (runs <= few) return pointsOfFew
  return Math.round(Math.max(pointsMin, Math.min(pointsMax, pointsInAll / runs)))
}

type History = Map<string, Series>

/** The lines of a chart. Where it is zoomed, the server is asked again for what lies in the range. */
export function useCurves({ metric, runs, settings, isNear, base = null }: WantedCurves): FoundCurves {
  const { x, range, smoothing, isConnected } = settings
  const ids = runs.map((run) => run.id)
  const asked = base === null || ids.includes(base) ? ids : [...ids, base]
  const points = pointsFor(asked.length)
  const xMetric = xMetricOf(x)
  const ask = { ids: asked, points, isLive: runs.some((run) => run.isRunning) }
  // A range of steps needs nothing but the range; others are looked up in the whole.
  const whole = usePair(metric, xMetric, undefined, { ...ask, isWanted: isNear && (range === null || x !== 'step') })
  const steps = useSteps(whole, { x, range, points })
  const fine = usePair(metric, xMetric, steps, { ...ask, isWanted: isNear && steps !== undefined })
  const { data, dataX } = steps !== undefined && fine.data ? fine : whole
  const placed = useMemo(
    () => (data ? placedOf(data, { points, base }, dataX, xMetric !== null) : new Map<string, PlacedSeries>()),
    [data, dataX, xMetric, base, points],
  )
  const curves = useMemo(
    () => curvesOf(runs, placed, { x, smoothing, isConnected }),
    [runs, placed, x, smoothing, isConnected],
  )
  const failed = whole.failed ?? fine.failed
  return {
    curves,
    ...countsOf(data ?? new Map<string, Series>(), placed, { base, points }),
    error: failed?.error,
    retry: () => failed?.refetch(),
    isLoading: !failed && !(data && (xMetric === null || dataX)),
  }
}

/** The steps that a range of x means; undefined = all. */
function useSteps(
  { data, dataX }: Pick<Pair, 'data' | 'dataX'>,
  { x, range, points }: { x: XKind; range: Domain | null; points: number },
): Steps | undefined {
  return useMemo(() => {
    if (range === null) return undefined
    if (x === 'step') return { from: range.min, to: range.max }
    const placed = data && placedOf(data, { points, base: null }, dataX, xMetricOf(x) !== null)
    return placed && stepsWithin(placed.values(), (series) => xsOf(series, x), range)
  }, [range, x, data, dataX, points])
}

interface Pair {
  data: History | undefined
  /** Of the metric that is the x, where there is one. */
  dataX: History | undefined
  failed: { error: unknown; refetch: () => unknown } | undefined
}

function usePair(metric: string, xMetric: string | null, steps: Steps | undefined, ask: Ask): Pair {
  const y = useHistory(metric, steps, ask)
  const x = useHistory(xMetric ?? '', steps, { ...ask, isWanted: ask.isWanted && xMetric !== null })
  return { data: y.data, dataX: x.data, failed: [y, x].find((one) => one.isError) }
}

interface Ask {
  ids: string[]
  points: number
  isLive: boolean
  isWanted: boolean
}

function useHistory(metric: string, steps: Steps | undefined, { ids, points, isLive, isWanted }: Ask) {
  return useQuery({
    queryKey: ['history', metric, ids, steps, points],
    queryFn: ({ signal }) => sampledHistory(ids, metric, steps, points, signal),
    enabled: isWanted && ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? liveMilliseconds : false,
    staleTime: isLive ? 0 : Infinity,
  })
}

interface Placing {
  points: number
  base: string | null
}

/** Series over the x that is wanted and less the baseline, both joined by step. */
function placedOf(
  data: History,
  { points, base }: Placing,
  dataX: History | undefined,
  hasX: boolean,
): Map<string, PlacedSeries> {
  const isWhole = (series: Series) =>
    series.total === undefined ? series.values.length < points : !isThinned(series)
  const placed = new Map<string, PlacedSeries>()
  const baseline = base === null ? undefined : data.get(base)
  const baseAt = baseline && atStepOf(baseline, isWhole(baseline))
  for (const [run, series] of data) {
    let one: PlacedSeries = series
    if (hasX) {
      const x = dataX?.get(run)
      if (!x) continue
      one = overMetric(one, atStepOf(x, isWhole(x)))
    }
    if (base !== null) {
      if (run === base || !baseAt) continue
      one = lessBaseline(one, baseAt)
    }
    placed.set(run, one)
  }
  return placed
}

const countsOf = (data: History, placed: ReadonlyMap<string, Series>, { base }: Placing) => ({
  joined: { points: pointsIn(placed, base), of: pointsIn(data, base) },
  sampling: {
    total: sumOf(data, ({ total, values }) => total ?? values.length),
    shown: sumOf(data, ({ values }) => values.length),
  },
  nans: sumOf(data, ({ nans }) => nans ?? 0),
})

const sumOf = (data: History, countOf: (series: Series) => number) =>
  [...data.values()].reduce((sum, series) => sum + countOf(series), 0)

const pointsIn = (data: ReadonlyMap<string, Series>, base: string | null) =>
  [...data].reduce((sum, [run, series]) => sum + (run === base ? 0 : series.values.length), 0)

import type { Series } from '../api/metrics'

/** A series with an x of its own, where that is another metric. */
export interface PlacedSeries extends Series {
  xs?: number[]
}

/** Asks a series for its value at a step. */
export type AtStep = (step: number) => number | null

/**
 * The value that was logged at a step; of several the last. A whole series has no others; of a sampled one, whose
 * steps are chosen by the server, the value between two neighbours is read off the line through them.
 */
export function atStepOf(series: Series, isWhole: boolean): AtStep {
  const values = new Map(series.steps.map((step, i) => [step, series.values[i]!]))
  if (isWhole) return (step) => values.get(step) ?? null
  const steps = [...values.keys()].sort((a, b) => a - b)
  return (step) => values.get(step) ?? between(steps, values, step)
}

function between(steps: readonly number[], values: ReadonlyMap<number, number>, step: number): number | null {
  const after = firstAfter(steps, step)
  const [low, high] = [steps[after - 1], steps[after]]
  if (low === undefined || high === undefined) return null
  const [from, to] = [values.get(low)!, values.get(high)!]
  return from + ((to - from) * (step - low)) / (high - low)
}

function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The points of a series whose step the other has, over the other's values. */
export function overMetric(series: Series, x: AtStep): PlacedSeries {
  return picked(series, (step, value) => {
    const place = x(step)
    return place === null || !Number.isFinite(place) ? null : { value, x: place }
  })
}

/** The points of a series whose step the baseline has, less the baseline's values. */
export function lessBaseline(series: PlacedSeries, baseline: AtStep): PlacedSeries {
  return picked(series, (step, value, x) => {
    const at = baseline(step)
    return at === null ? null : { value: value - at, x }
  })
}

type Pick = (step: number, value: number, x: number | undefined) => { value: number; x: number | undefined } | null

function picked(series: PlacedSeries, pick: Pick): PlacedSeries {
  const result: Record<'steps' | 'times' | 'values' | 'xs', number[]> = { steps: [], times: [], values: [], xs: [] }
  series.steps.forEach((step, i) => {
    const point = pick(step, series.values[i]!, series.xs?.[i])
    if (point === null) return
    result.steps.push(step)
    result.times.push(series.times[i]!)
    result.values.push(point.value)
    if (point.x !== undefined) result.xs.push(point.x)
  })
  const { steps, times, values, xs } = result
  // As many as are here, and those that the server left out.
  const total = series.total && values.length + series.total - series.values.length
  return { steps, times, values, ...(xs.length > 0 && { xs }), ...(total !== undefined && { total }) }
}

export interface Steps {
  from: number
  to: number
}

/** The steps whose points lie in a range of x, with one more on each side, so that lines reach the edges. */
export function stepsWithin(
  series: Iterable<Series>,
  xsOf: (series: Series) => readonly number[],
  range: { min: number; max: number },
): Steps | undefined {
  let [from, to] = [Infinity, -Infinity]
  for (const one of series) {
    const xs = xsOf(one)
    one.steps.forEach((_, i) => {
      if (!(xs[i]! >= range.min && xs[i]! <= range.max)) return
      from = Math.min(from, one.steps[i - 1] ?? one.steps[i]!)
      to = Math.max(to, one.steps[i + 1] ?? one.steps[i]!)
    })
  }
  return from <= to ? { from, to } : undefined
}

import { get } from './client'
import { numberOf, type WireMetric } from './wire'

/** Points of one run in order; a column each. Times are in milliseconds. */
export interface Series {
  steps: number[]
  times: number[]
  values: number[]
}

export interface StepRange {
  from: number
  to: number
}

/** The server takes up to 100 in one request and reads them one after the other: several requests share its cores. */
const runsPerRequest = 25

/** Each run's history in few points that keep its extremes; all points where the range holds few. */
export async function sampledHistory(
  runs: string[],
  key: string,
  range: StepRange | undefined,
  points: number,
  signal: AbortSignal,
): Promise<Map<string, Series>> {
  const parts: string[][] = []
  for (let i = 0; i < runs.length; i += runsPerRequest) parts.push(runs.slice(i, i + runsPerRequest))
  const answers = await Promise.all(parts.map((part) => samplesOf(part, key, range, points, signal)))
  return seriesByRun(answers.flat())
}

async function samplesOf(
  runs: string[],
  key: string,
  range: StepRange | undefined,
  points: number,
  signal: AbortSignal,
): Promise<WireMetric[]> {
  const answer = await get<{ metrics?: WireMetric[] }>(
    'metrics/get-history-bulk-interval',
    {
      run_ids: runs,
      metric_key: key,
      max_results: points,
      ...(range && { start_step: Math.floor(range.from), end_step: Math.ceil(range.to) }),
    },
    signal,
  )
  return answer.metrics ?? []
}

export function seriesByRun(metrics: WireMetric[]): Map<string, Series> {
  const series = new Map<string, Series>()
  for (const metric of metrics) {
    const run = metric.run_id ?? ''
    let one = series.get(run)
    if (!one) series.set(run, (one = { steps: [], times: [], values: [] }))
    one.steps.push(metric.step ?? 0)
    one.times.push(metric.timestamp ?? 0)
    one.values.push(numberOf(metric.value))
  }
  return series
}

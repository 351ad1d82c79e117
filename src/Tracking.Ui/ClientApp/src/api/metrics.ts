import { ownApiRoot, post } from './client'
import { numberOf, type WireNumber } from './wire'

/** Points of one run in order; a column each. Times are in milliseconds. */
export interface Series {
  steps: number[]
  times: number[]
  values: number[]
  /** How many there are with those that were left out; absent where nobody says. */
  total?: number
  /** How many of all are NaN. */
  nans?: number
}

export interface StepRange {
  from: number
  to: number
}

export interface WireSeries {
  run_id: string
  steps?: number[]
  timestamps?: number[]
  values?: WireNumber[]
  total?: number
  nans?: number
}

/** Each run's history, of up to 100, in few points that keep its extremes; all points where the range holds few. */
export async function sampledHistory(
  runs: string[],
  key: string,
  range: StepRange | undefined,
  points: number,
  signal: AbortSignal,
): Promise<Map<string, Series>> {
  const answer = await post<{ series?: WireSeries[] }>(
    `${ownApiRoot}metrics/sample`,
    {
      run_ids: runs,
      metric_key: key,
      max_points: points,
      ...(range && { start_step: Math.floor(range.from), end_step: Math.ceil(range.to) }),
    },
    signal,
  )
  return new Map((answer.series ?? []).map((one) => [one.run_id, seriesOf(one)]))
}

export function seriesOf({ steps = [], timestamps = [], values = [], total, nans }: WireSeries): Series {
  return {
    steps,
    times: timestamps,
    values: areNumbers(values) ? values : values.map(numberOf),
    ...(total !== undefined && { total }),
    ...(nans !== undefined && { nans }),
  }
}

/** Nearly always: then the array serves as it came. */
const areNumbers = (values: WireNumber[]): values is number[] => values.every((value) => typeof value === 'number')

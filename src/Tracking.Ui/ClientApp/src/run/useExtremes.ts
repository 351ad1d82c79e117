import { useQueries } from '@tanstack/react-query'
import { sampledHistory } from '../api/metrics'
import type { Run } from '../api/runs'

export interface Extremes {
  min: number
  max: number
}

/** Enough for the server to keep the extremes among them. */
const points = 100

/** More would be a request for each of many metrics; filter them to see theirs. */
export const extremesShown = 40

/** The smallest and largest finite value of the first of these metrics, over all their points. */
export function useExtremes(run: Run, keys: readonly string[]): Map<string, Extremes> {
  return useQueries({
    queries: keys.slice(0, extremesShown).map((key) => ({
      queryKey: ['extremes', run.id, key, run.metrics[key]],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        extremesOf((await sampledHistory([run.id], key, undefined, points, signal)).get(run.id)?.values ?? []),
      staleTime: Infinity,
    })),
    combine: (found) => {
      const extremes = new Map<string, Extremes>()
      found.forEach((one, i) => {
        if (one.data) extremes.set(keys[i]!, one.data)
      })
      return extremes
    },
  })
}

export function extremesOf(values: readonly number[]): Extremes | null {
  const finite = values.filter(Number.isFinite)
  return finite.length === 0 ? null : { min: Math.min(...finite), max: Math.max(...finite) }
}

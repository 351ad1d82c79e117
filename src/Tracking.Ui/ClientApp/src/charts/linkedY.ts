import { useEffect, useId, useSyncExternalStore } from 'react'
import { xDomain, yDomain, type Curve } from './curves'
import type { ChartSettings } from './settings'
import type { YDomain, YScale } from './yScale'

/** The domains of charts that stand on one scale, by what they have in common. */
const groups = new Map<string, Map<string, YDomain>>()
const joined = new Map<string, YDomain>()
const listeners = new Set<() => void>()

function put(group: string, chart: string, domain: YDomain | null) {
  const domains = groups.get(group) ?? new Map<string, YDomain>()
  groups.set(group, domains)
  if (domain) domains.set(chart, domain)
  else domains.delete(chart)
  const all = [...domains.values()]
  if (all.length === 0) joined.delete(group)
  else joined.set(group, joinedOf(all))
  for (const listener of listeners) listener()
}

/** From the least to the most of all. */
export const joinedOf = (domains: readonly YDomain[]): YDomain => ({
  min: Math.min(...domains.map(({ min }) => min)),
  max: Math.max(...domains.map(({ max }) => max)),
  knee: Math.min(...domains.map(({ knee }) => knee)),
})

/** Charts whose metrics end alike, as `train/loss` and `val/loss` do, can be compared by eye on one scale. */
export const linkOf = (metric: string, scale: YScale): string => `${scale} ${metric.split('/').at(-1) ?? ''}`

type LinkedSettings = Pick<ChartSettings, 'range' | 'scale' | 'isClipped' | 'isLinked'> & { isAlone: boolean }

/** The y of all charts whose metrics end like this one's, itself among them; null where it stands alone. */
export function useLinkedScale(
  metric: string,
  curves: readonly Curve[],
  { range, scale, isClipped, isLinked, isAlone }: LinkedSettings,
): YDomain | null {
  const group = isLinked && !isAlone && curves.length > 0 ? linkOf(metric, scale) : null
  const chart = useId()
  useEffect(() => {
    if (group === null) return
    put(group, chart, yDomain(curves, range ?? xDomain(curves), scale, isClipped))
    return () => put(group, chart, null)
  }, [group, chart, curves, range, scale, isClipped])
  return useSyncExternalStore(subscribe, () => (group === null ? null : (joined.get(group) ?? null)))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

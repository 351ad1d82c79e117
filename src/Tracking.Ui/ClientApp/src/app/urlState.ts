import { useCallback, useContext, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { LongStatesContext, shortQuery, wholeQuery } from './longStates'

/** Changes of the query; null takes a key away. */
export type Patch = Record<string, string | null>

export interface UrlState {
  query: URLSearchParams
  /** What the window shows now: several changes may come before the next render. */
  now: () => URLSearchParams
  /** A new entry in the history with `push`, else the present one is replaced. */
  change: (patch: Patch, push?: boolean) => void
  /** Another query in place of the whole. */
  go: (query: string, push: boolean) => void
}

/** The part of a view's state that stands in the query of its URL. Unknown keys are kept. */
export function useUrlState(): UrlState {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const states = useContext(LongStatesContext)
  const query = useMemo(() => wholeQuery(search, states), [search, states])
  const now = useCallback(() => wholeQuery(window.location.search, states), [states])
  const go = useCallback(
    (next: string, push: boolean) => {
      const short = shortQuery(next, states)
      navigate(path + (short ? `?${short}` : ''), { replace: !push })
    },
    [path, navigate, states],
  )
  const change = useCallback((patch: Patch, push = false) => go(patched(now(), patch), push), [go, now])
  return { query, now, change, go }
}

export function patched(query: URLSearchParams, patch: Patch): string {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === '') query.delete(key)
    else query.set(key, value)
  }
  return query.toString()
}

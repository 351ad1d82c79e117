import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'

/** Changes of the query; null takes a key away. */
export type Patch = Record<string, string | null>

export interface UrlState {
  query: URLSearchParams
  /** A new entry in the history with `push`, else the present one is replaced. */
  change: (patch: Patch, push?: boolean) => void
}

/** The part of a view's state that stands in the query of its URL. Unknown keys are kept. */
export function useUrlState(): UrlState {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const query = useMemo(() => new URLSearchParams(search), [search])
  const change = useCallback(
    (patch: Patch, push = false) => {
      // What the window shows now: several changes may come before the next render.
      const next = patched(new URLSearchParams(window.location.search), patch)
      navigate(path + (next ? `?${next}` : ''), { replace: !push })
    },
    [path, navigate],
  )
  return { query, change }
}

export function patched(query: URLSearchParams, patch: Patch): string {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === '') query.delete(key)
    else query.set(key, value)
  }
  return query.toString()
}

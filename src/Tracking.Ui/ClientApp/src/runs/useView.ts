import { useCallback, useMemo } from 'react'
import { useUrlState } from '../app/urlState'
import { hasEverything } from './selection'
import { parseView, printView, type ViewState } from './viewState'

/** Typing and selecting replace the entry of the history; what changes the view as such adds one. */
const quiet = new Set<keyof ViewState>(['filter', 'selected', 'tableWidth', 'open', 'columns'])

export type ChangeView = (patch: Partial<ViewState>) => void

/** The state of the runs view, which is its URL. */
export function useView(): { view: ViewState; change: ChangeView } {
  const { query, now: urlNow, change: changeUrl } = useUrlState()
  const view = useMemo(() => parseView(query), [query])
  const change = useCallback(
    (patch: Partial<ViewState>) => {
      const now = parseView(urlNow())
      // What matches another query is another selection.
      const isOtherQuery = 'filter' in patch || 'life' in patch
      if (isOtherQuery && hasEverything(now.selected)) now.selected = []
      const push = (Object.keys(patch) as (keyof ViewState)[]).some((key) => !quiet.has(key))
      changeUrl(printView({ ...now, ...patch }), push)
    },
    [changeUrl, urlNow],
  )
  return { view, change }
}

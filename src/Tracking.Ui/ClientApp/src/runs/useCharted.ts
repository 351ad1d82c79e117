import { useMemo } from 'react'
import type { Run } from '../api/runs'
import { colorTag, strokesFor, type Stroke } from './colors'
import type { ViewState } from './viewState'

const topRuns = 12
const chartedMax = 100

/** The runs that are drawn, with their colours. */
export function useCharted(
  runs: readonly Run[],
  view: ViewState,
  selected: ReadonlySet<string>,
): ReadonlyMap<string, Stroke> {
  return useMemo(() => {
    const hidden = new Set(view.hidden)
    const wanted = view.charted === 'selected' ? runs.filter((run) => selected.has(run.id)) : runs
    const shown = wanted.slice(0, view.charted === 'top' ? topRuns : chartedMax).filter((run) => !hidden.has(run.id))
    return strokesFor(shown.map((run) => ({ id: run.id, color: run.tags[colorTag] })))
  }, [runs, view.hidden, selected, view.charted])
}

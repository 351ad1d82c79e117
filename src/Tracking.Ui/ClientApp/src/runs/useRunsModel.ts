import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { ApiError } from '../api/client'
import type { Run } from '../api/runs'
import { defaultColumns, keysOf } from './keyIndex'
import { groupRows, treeRows, type Row } from './rows'
import { runQueryOf } from './runQuery'
import { hasEverything, isSelected, selectionIn } from './selection'
import { useCharted } from './useCharted'
import { useRunFeed } from './useRunFeed'
import { useView } from './useView'
import type { Column, ViewState } from './viewState'

export type RunsModel = ReturnType<typeof useRunsModel>

/** Everything that the parts of the runs view show, derived from the URL and from what the server answered. */
export function useRunsModel(experiments: string[]) {
  const { view, change } = useView()
  const isAtTop = useRef(true)
  const [takeNew] = useState(() => () => isAtTop.current)
  const query = runQueryOf(experiments, view)
  const { feed, state } = useRunFeed(query, takeNew)
  const later = useDeferredValue(state.runs)
  // The first ones are waited for; what comes after must not hold up who reads them.
  const runs = later.length === 0 ? state.runs : later
  const keys = useMemo(() => keysOf(runs), [runs])
  const columns = useColumns(view.columns, state.runs, experiments.join())
  const rows = useRows(runs, view)
  const selected = useMemo(() => selectionIn(view.selected, runs), [view.selected, runs])
  const hasAll = hasEverything(view.selected)
  const selectedRuns = useMemo(() => runs.filter((run) => selected.has(run.id)), [runs, selected])
  const selectedRows = useMemo(
    () => new Set(rows.filter((row) => isSelected(row, selected)).map((row) => row.id)),
    [rows, selected],
  )
  const selectedCount = hasAll ? (state.total ?? runs.length) - (view.selected.length - 1) : selectedRuns.length
  const charted = useCharted(runs, view, selected)
  // A refused filter leaves the rows of the last valid one.
  const refusal = state.error instanceof ApiError && state.error.status === 400 ? state.error.message : ''
  return {
    view,
    change,
    query,
    feed,
    state,
    runs,
    keys,
    columns,
    rows,
    selected,
    selectedRuns,
    selectedRows,
    hasAll,
    selectedCount,
    charted,
    refusal,
    isAtTop,
  }
}

function useRows(runs: Run[], view: ViewState): Row[] {
  const { groupBy, open } = view
  return useMemo(() => {
    const opened = new Set(open)
    return groupBy.length > 0 ? groupRows(runs, groupBy, opened) : treeRows(runs, opened)
  }, [runs, groupBy, open])
}

/** Chosen when the first runs come and then kept: new runs never move columns. */
function useColumns(columns: Column[], runs: Run[], key: string): Column[] {
  const [fixed, setFixed] = useState<{ key: string; columns: Column[] } | null>(null)
  if (runs.length > 0 && fixed?.key !== key) setFixed({ key, columns: defaultColumns(runs) })
  return useMemo(() => (columns.length > 0 ? columns : (fixed?.columns ?? defaultColumns([]))), [columns, fixed])
}

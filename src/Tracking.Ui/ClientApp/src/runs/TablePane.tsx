import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '../api/runs'
import { pointer } from '../charts/pointer'
import { Button } from '../ui/Button'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { ColorDialog } from './ColorDialog'
import { fieldOf, kindOf, type ColumnId } from './columns'
import { NoRuns } from './NoRuns'
import { quotedValue, withClause } from './queryLanguage'
import { RunFoot } from './RunFoot'
import { RunTable, type TableActs } from './RunTable'
import { everything, printedSelection, runsOf, ticked } from './selection'
import { SelectionFoot } from './SelectionFoot'
import { useBulk } from './useBulk'
import { useGoals, useSetGoal } from './useGoals'
import type { RunsModel } from './useRunsModel'
import { useTableKeys } from './useTableKeys'

const groupKeysMax = 3

/** The table with its foot, or what stands in its place. */
export function TablePane({ model, name }: { model: RunsModel; name: string }) {
  const { view, change, state, runs, rows, columns, selectedRuns } = model
  const [, navigate] = useLocation()
  const [cursor, setCursor] = useState(-1)
  const lastTick = useRef<number | null>(null)
  const bulk = useBulk(model)
  const goals = useGoals(model.query.experiments)
  const setGoal = useSetGoal(model.query.experiments, goals)
  const [coloring, setColoring] = useState<Run[] | 'selected' | null>(null)
  const select = (ids: Iterable<string>) =>
    change({ selected: printedSelection(view.selected, runs, new Set(ids)) })
  const selectAll = () => change({ selected: [everything] })
  const acts: TableActs = {
    onSort: (column, isAdded) => change({ sort: nextSort(view.sort, column, isAdded) }),
    onColumns: (chosen) => change({ columns: chosen }),
    onToggle: (row, isRange) => {
      select(ticked(rows, model.selected, row, isRange ? lastTick.current : null))
      lastTick.current = rows.indexOf(row)
    },
    onOpen: (row) => change({ open: withToggled(view.open, row.id) }),
    onEye: (row, isOnly) =>
      change({
        hidden: isOnly ? runs.map((run) => run.id).filter((id) => id !== row.id) : withToggled(view.hidden, row.id),
      }),
    onColor: (row) => setColoring(runsOf(row)),
    onCursor: setCursor,
    onGroup: (column) => change({ groupBy: [...view.groupBy, column].slice(-groupKeysMax) }),
    onFilter: (column) => change({ filter: withClause(view.filter, clauseFor(column)) }),
    onHover: (run) => pointer.set({ run }),
  }
  useTableKeys({ rows, cursor, setCursor, acts, open: (id) => navigate(`/runs/${id}/overview`), select, selectAll })
  const hide = (ids: string[]) => {
    const areHidden = ids.every((id) => view.hidden.includes(id))
    const others = view.hidden.filter((id) => !ids.includes(id))
    change({ hidden: areHidden ? others : [...others, ...ids] })
  }
  return (
    <section className="pane" aria-label="Runs">
      <LoadingLine active={state.isLoading} />
      <Instead model={model} name={name}>
        <RunTable
          {...acts}
          rows={rows}
          columns={columns}
          sort={view.sort}
          aggregate={view.aggregate}
          selected={model.selectedRows}
          charted={model.charted}
          cursor={cursor}
          isStale={state.isStale}
          total={rows.length}
          isAtTop={model.isAtTop}
          goals={goals}
          onGoal={setGoal}
        />
      </Instead>
      {selectedRuns.length > 0 ? (
        <SelectionFoot
          {...{ model, bulk }}
          onSelectAll={selectAll}
          onHide={hide}
          onColor={() => setColoring('selected')}
        />
      ) : (
        <RunFoot {...{ model, bulk }} />
      )}
      {coloring && (
        <ColorDialog
          runs={coloring === 'selected' ? selectedRuns : coloring}
          count={coloring === 'selected' ? model.selectedCount : coloring.length}
          progress={bulk.progress}
          onClose={() => setColoring(null)}
          onTag={(key, value) => bulk.tag(key, value, coloring === 'selected' ? undefined : coloring)}
        />
      )}
    </section>
  )
}

/** What stands in place of the rows where there are none. */
function Instead({ model, name, children }: { model: RunsModel; name: string; children: React.ReactNode }) {
  const { state, feed, query, change, refusal } = model
  if (state.runs.length > 0 || state.isLoading) return children
  if (refusal) return <Refused text={refusal} onClear={() => change({ filter: '' })} />
  if (state.error !== undefined) {
    return <ErrorState what="Runs could not be loaded." error={state.error} retry={() => feed.reload()} />
  }
  return <NoRuns query={query} experiment={name} onFilter={(filter) => change({ filter })} />
}

/** Where there are no rows of a query before, which would stay. */
function Refused({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <Message title="The server does not understand this query.">
      <p className="bad">{text}</p>
      <p className="sec">Nothing was searched. Change the query, or begin with all runs.</p>
      <Button onClick={onClear}>Clear the query</Button>
    </Message>
  )
}

function withToggled(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}

/** Largest first, then smallest first, then as it was. */
export function nextSort(sort: { column: ColumnId; isDescending: boolean }[], column: ColumnId, isAdded: boolean) {
  const now = sort.find((other) => other.column === column)
  const others = isAdded ? sort.filter((other) => other.column !== column) : []
  if (!now) return [...others, { column, isDescending: true }]
  return now.isDescending ? [...others, { column, isDescending: false }] : others
}

/** What is written into the query for a column: the value is the user's to change. */
function clauseFor(column: ColumnId): string {
  const field = fieldOf(column) ?? ''
  const isNumber = kindOf(column) === 'metric' || column === 'start' || column === 'end'
  return isNumber ? `${field} > 0` : `${field} = ${quotedValue('')}`
}

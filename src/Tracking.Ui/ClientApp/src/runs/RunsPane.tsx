import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError } from '../api/client'
import { useCommands } from '../app/commands'
import { Button } from '../ui/Button'
import { ErrorState, LoadingLine } from '../ui/states'
import { ColumnPicker } from './ColumnPicker'
import { fieldOf, kindOf, type ColumnId } from './columns'
import { GroupMenu } from './GroupMenu'
import { defaultColumns, keysOf } from './keyIndex'
import { NoRuns } from './NoRuns'
import { QueryBar } from './QueryBar'
import { quotedValue, withClause } from './queryLanguage'
import { groupRows, treeRows, type Row } from './rows'
import { RunFoot } from './RunFoot'
import { RunTable, type TableActs } from './RunTable'
import { isSelected, ticked } from './selection'
import { SelectionFoot } from './SelectionFoot'
import { useCharted } from './useCharted'
import { useRunFeed } from './useRunFeed'
import { useTableKeys } from './useTableKeys'
import { useView } from './useView'
import type { Column } from './viewState'

/** The runs of some experiments: query, table, foot. */
export function RunsPane({ experiments, name }: { experiments: string[]; name: string }) {
  const { view, change } = useView()
  const [, navigate] = useLocation()
  const isAtTop = useRef(true)
  const [takeNew] = useState(() => () => isAtTop.current)
  const [cursor, setCursor] = useState(-1)
  const [overlay, setOverlay] = useState<'columns' | 'group' | null>(null)
  const lastTick = useRef<number | null>(null)
  const orderBy = view.sort.flatMap(({ column, isDescending }) => {
    const field = fieldOf(column)
    return field ? [`${field} ${isDescending ? 'DESC' : 'ASC'}`] : []
  })
  const query = { experiments, filter: view.filter.trim(), orderBy, life: view.life }
  const { feed, state } = useRunFeed(query, takeNew)
  const runs = useDeferredValue(state.runs)
  const keys = useMemo(() => keysOf(runs), [runs])
  const chosen = useDefaultColumns(view.columns, state.runs, experiments.join())
  const open = useMemo(() => new Set(view.open), [view.open])
  const selected = useMemo(() => new Set(view.selected), [view.selected])
  const rows = useMemo(
    () => (view.groupBy.length > 0 ? groupRows(runs, view.groupBy, open) : treeRows(runs, open)),
    [runs, view.groupBy, open],
  )
  const charted = useCharted(runs, view)
  const selectedRuns = useMemo(() => runs.filter((run) => selected.has(run.id)), [runs, selected])
  const selectedRows = useSelectedRows(rows, selected)
  const select = (ids: Iterable<string>) => change({ selected: [...ids] })
  const toggleOpen = (row: Row) => change({ open: open.has(row.id) ? view.open.filter((id) => id !== row.id) : [...view.open, row.id] })
  const acts: TableActs = {
    onSort: (column, isAdded) => change({ sort: nextSort(view.sort, column, isAdded) }),
    onColumns: (columns) => change({ columns }),
    onToggle: (row, isRange) => {
      select(ticked(rows, selected, row, isRange ? lastTick.current : null))
      lastTick.current = rows.indexOf(row)
    },
    onOpen: toggleOpen,
    onEye: (row) => change({ hidden: view.hidden.includes(row.id) ? view.hidden.filter((id) => id !== row.id) : [...view.hidden, row.id] }),
    onCursor: setCursor,
    onGroup: (column) => change({ groupBy: [...view.groupBy, column].slice(-3) }),
    onFilter: (column) => {
      change({ filter: withClause(view.filter, clauseFor(column)) })
      document.querySelector<HTMLElement>('.query [contenteditable]')?.focus()
    },
    onHover: () => undefined,
  }
  useTableKeys({ rows, cursor, setCursor, acts, open: (id) => navigate(`/runs/${id}/overview`), select, runs })
  useCommands([
    { id: 'columns', title: 'Choose columns', group: 'View', keys: 'l', run: () => setOverlay('columns') },
    { id: 'group', title: 'Group runs', group: 'View', keys: 'b', run: () => setOverlay('group') },
    { id: 'deleted', title: 'Show deleted or active runs', group: 'View', run: () => change({ life: view.life === 'active' ? 'deleted' : 'active', selected: [] }) },
  ])
  const isRefused = state.error instanceof ApiError && state.error.status === 400
  const overlayOf = (which: 'columns' | 'group') => ({
    isOpen: overlay === which,
    onOpen: (isOpen: boolean) => setOverlay(isOpen ? which : null),
  })
  return (
    <>
      <div className="bar">
        <QueryBar
          text={view.filter}
          problem={isRefused ? (state.error as ApiError).message : ''}
          result={state.isLoading && runs.length === 0 ? '' : `${runs.length}${state.isComplete ? '' : '+'} runs · ${Math.round(state.milliseconds)} ms`}
          keys={keys}
          runs={runs}
          onChange={(filter) => change({ filter })}
        />
        <GroupMenu
          {...overlayOf('group')}
          trigger={<Button kind="quiet" icon="group" className="hide-s">Group{view.groupBy.length > 0 && <span className="note">{view.groupBy.length}</span>}</Button>}
          keys={keys}
          groupBy={view.groupBy}
          aggregate={view.aggregate}
          onChange={change}
        />
        <ColumnPicker
          {...overlayOf('columns')}
          trigger={<Button kind="quiet" icon="columns" className="hide-s">Columns <span className="note">{chosen.length} of {keys.length + 1}</span></Button>}
          keys={keys}
          columns={chosen}
          onChange={(columns) => change({ columns })}
          onReset={() => change({ columns: [] })}
        />
      </div>
      <section className="pane grow" aria-label="Runs">
        <LoadingLine active={state.isLoading} part={0.4} />
        {state.error !== undefined && !isRefused && runs.length === 0 ? (
          <ErrorState what="Runs could not be loaded." error={state.error} retry={() => feed.reload()} />
        ) : !state.isLoading && !isRefused && runs.length === 0 ? (
          <NoRuns query={query} experiment={name} onFilter={(filter) => change({ filter })} />
        ) : (
          <RunTable
            {...acts}
            rows={rows}
            columns={chosen}
            sort={view.sort}
            aggregate={view.aggregate}
            selected={selectedRows}
            charted={charted}
            cursor={cursor}
            isStale={state.isStale || isRefused}
            total={rows.length}
            isAtTop={isAtTop}
          />
        )}
        {selectedRuns.length > 0 ? (
          <SelectionFoot
            feed={feed}
            runs={selectedRuns}
            all={runs}
            life={view.life}
            columns={chosen.map((column) => column.id)}
            onSelect={select}
            onHide={(ids) => change({ hidden: ids.every((id) => view.hidden.includes(id)) ? view.hidden.filter((id) => !ids.includes(id)) : [...new Set([...view.hidden, ...ids])] })}
          />
        ) : (
          <RunFoot feed={feed} state={state} view={view} columns={chosen} />
        )}
      </section>
    </>
  )
}

/** Chosen when the first runs come and then kept: new runs never move columns. */
function useDefaultColumns(columns: Column[], runs: Parameters<typeof defaultColumns>[0], key: string): Column[] {
  const [fixed, setFixed] = useState<{ key: string; columns: Column[] } | null>(null)
  if (runs.length > 0 && fixed?.key !== key) setFixed({ key, columns: defaultColumns(runs) })
  return columns.length > 0 ? columns : (fixed?.columns ?? defaultColumns([]))
}

function useSelectedRows(rows: Row[], selected: ReadonlySet<string>): ReadonlySet<string> {
  return useMemo(() => new Set(rows.filter((row) => isSelected(row, selected)).map((row) => row.id)), [rows, selected])
}

/** Largest first, then smallest first, then as it was. */
export function nextSort(sort: { column: ColumnId; isDescending: boolean }[], column: ColumnId, isAdded: boolean) {
  const now = sort.find((other) => other.column === column)
  const others = isAdded ? sort.filter((other) => other.column !== column) : []
  if (!now) return [...others, { column, isDescending: true }]
  return now.isDescending ? [...others, { column, isDescending: false }] : others
}

function clauseFor(column: ColumnId): string {
  const field = fieldOf(column) ?? ''
  return kindOf(column) === 'metric' || column === 'start' || column === 'end' ? `${field} > 0` : `${field} = ${quotedValue('')}`
}

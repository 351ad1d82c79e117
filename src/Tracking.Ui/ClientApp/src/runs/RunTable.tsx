import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useNow } from '../ui/useNow'
import { scaleOf, type ColumnScale } from './cellText'
import { defaultWidth, kindOf, type ColumnId } from './columns'
import type { Stroke } from './colors'
import type { Goal, Goals } from './goals'
import { HeaderRow } from './HeaderRow'
import { RunLine } from './RunLine'
import type { Row } from './rows'
import type { Column, Sort } from './viewState'

export interface TableActs {
  onSort: (column: ColumnId, isAdded: boolean) => void
  onColumns: (columns: Column[]) => void
  onToggle: (row: Row, isRange: boolean) => void
  onOpen: (row: Row) => void
  onEye: (row: Row, isOnly: boolean) => void
  onColor: (row: Row) => void
  onCursor: (index: number) => void
  onGroup: (column: ColumnId) => void
  onFilter: (column: ColumnId) => void
  onHover: (id: string | null) => void
}

interface RunTableProps extends TableActs {
  rows: Row[]
  columns: Column[]
  sort: Sort[]
  aggregate: 'mean' | 'min' | 'max'
  selected: ReadonlySet<string>
  charted: ReadonlyMap<string, Stroke>
  cursor: number
  isStale: boolean
  total: number
  goals: Goals
  onGoal: ((metric: string, goal: Goal | null) => void) | null
  /** Whether the first rows are on screen: then new ones may come in above. */
  isAtTop: RefObject<boolean>
}

export interface PlacedColumn extends Column {
  left: number
  width: number
  /** The first of its kind begins with a line and the name of the kind. */
  isFirstOfKind: boolean
}

/** More than the table has, until its own is known: the first rows need not wait for that. */
const windowRect = () => ({ width: window.innerWidth, height: window.innerHeight })

const rowHeight = 28
const touchRowHeight = 44
export const headerHeight = 40
export const tickWidth = 36

export function RunTable(props: RunTableProps) {
  const { rows, cursor } = props
  const [resized, setResized] = useState<Resized | null>(null)
  const columns = useMemo(() => withWidth(props.columns, resized), [props.columns, resized])
  const scroll = useRef<HTMLDivElement>(null)
  const now = useNow()
  const isTouch = matchMedia('(max-width: 720px)').matches
  const height = isTouch ? touchRowHeight : rowHeight
  const { pinned, free, pinnedWidth, width } = useMemo(() => placed(columns), [columns])
  // Before the other: asked for its place after rows came, the browser would lay everything out again.
  const across = useVirtualizer({
    horizontal: true,
    count: free.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) => free[i]?.width ?? 0,
    initialRect: windowRect(),
    overscan: 2,
    paddingStart: pinnedWidth,
  })
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    initialRect: windowRect(),
    overscan: 8,
    paddingEnd: headerHeight,
    scrollPaddingEnd: headerHeight,
  })
  useEffect(() => across.measure(), [across, free])
  useEffect(() => {
    if (cursor >= 0) lines.scrollToIndex(cursor)
  }, [cursor, lines])
  const visible = across.getVirtualItems()
  const first = visible[0]?.index ?? 0
  const last = visible.at(-1)?.index ?? -1
  const shown = useMemo(() => free.slice(first, last + 1), [free, first, last])
  const scales = useScales(rows, columns)
  // What sticks is a layer of its own to the browser, and a hundred of them slow scrolling: only where it is needed.
  const isNarrow = width <= (across.scrollRect?.width ?? 0)
  const items = lines.getVirtualItems()
  return (
    <div
      className="scroll"
      ref={scroll}
      role="treegrid"
      tabIndex={0}
      aria-label="Runs"
      aria-rowcount={props.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rows[cursor] && `row-${rows[cursor].id}`}
      onScroll={(event) => {
        props.isAtTop.current = event.currentTarget.scrollTop < height
      }}
    >
      <div
        className={`grid${props.isStale ? ' stale' : ''}${isNarrow ? ' narrow' : ''}`}
        style={{ width, minWidth: '100%', height: lines.getTotalSize() }}
        role="presentation"
        onMouseLeave={() => props.onHover(null)}
      >
        <HeaderRow {...props} {...{ pinned, shown, width }} onResizing={setResized} />
        {items.map((item) => (
          <RunLine
            key={rows[item.index]!.id}
            row={rows[item.index]!}
            index={item.index}
            top={item.start + headerHeight}
            height={height}
            width={width}
            pinned={pinned}
            shown={shown}
            scales={scales}
            now={now}
            sorted={props.sort[0]?.column}
            aggregate={props.aggregate}
            stroke={props.charted.get(rows[item.index]!.id)}
            isSelected={props.selected.has(rows[item.index]!.id)}
            isCurrent={item.index === cursor}
            isTouch={isTouch}
            acts={props}
          />
        ))}
      </div>
    </div>
  )
}

/** The width of a column while its edge is dragged. It is not in the URL: browsers limit how often that changes. */
export interface Resized {
  id: ColumnId
  width: number
}

const withWidth = (columns: Column[], resized: Resized | null): Column[] =>
  resized === null ? columns : columns.map((column) => (column.id === resized.id ? { ...column, ...resized } : column))

function placed(columns: readonly Column[]) {
  const all = columns.map((column) => ({ ...column, width: column.width || defaultWidth(column.id) }))
  const at = (start: number, list: typeof all): PlacedColumn[] => {
    let left = start
    return list.map((column, i) => {
      const before = list[i - 1]
      const isFirstOfKind = kindOf(column.id) !== 'attribute' && (!before || kindOf(before.id) !== kindOf(column.id))
      left += column.width
      return { ...column, left: left - column.width, isFirstOfKind }
    })
  }
  const pinned = at(
    tickWidth,
    all.filter((column) => column.isPinned),
  )
  const pinnedWidth = tickWidth + pinned.reduce((sum, column) => sum + column.width, 0)
  const free = at(
    pinnedWidth,
    all.filter((column) => !column.isPinned),
  )
  return { pinned, free, pinnedWidth, width: pinnedWidth + free.reduce((sum, column) => sum + column.width, 0) }
}

function useScales(rows: Row[], columns: readonly Column[]): ReadonlyMap<ColumnId, ColumnScale> {
  const ids = columns.map((column) => column.id).join('\n')
  return useMemo(() => new Map(ids.split('\n').map((id) => [id, scaleOf(rows, id)])), [rows, ids])
}

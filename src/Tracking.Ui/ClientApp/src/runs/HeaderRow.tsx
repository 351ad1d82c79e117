import { memo } from 'react'
import { Icon } from '../ui/icons'
import { Menu, type MenuItem } from '../ui/Menu'
import { KeyName } from '../ui/Name'
import { visible } from '../ui/text'
import { fieldOf, isNumeric, keyOf, kindOf, titleOf } from './columns'
import type { Goal, Goals } from './goals'
import { tickWidth, type PlacedColumn, type Resized, type TableActs } from './RunTable'
import type { Column, Sort } from './viewState'

interface HeaderRowProps extends TableActs {
  columns: Column[]
  sort: Sort[]
  aggregate: 'mean' | 'min' | 'max'
  pinned: PlacedColumn[]
  shown: PlacedColumn[]
  width: number
  /** While an edge is dragged; null once it is let go. */
  onResizing: (resized: Resized | null) => void
  goals: Goals
  onGoal: ((metric: string, goal: Goal | null) => void) | null
}

/** Not drawn again while the rows scroll: each header has a menu. */
export const HeaderRow = memo(Header)

function Header(props: HeaderRowProps) {
  const cell = (column: PlacedColumn) => <HeaderCell key={column.id} {...props} column={column} />
  return (
    <div className="header" role="row" aria-rowindex={1} style={{ width: props.width, minWidth: '100%' }}>
      <div className="cell pin" role="columnheader" style={{ left: 0, width: tickWidth }}>
        <span className="hidden-text">Selected</span>
      </div>
      {props.pinned.map(cell)}
      {props.shown.map(cell)}
    </div>
  )
}

const kindNames = { attribute: '', metric: 'Metrics, last', param: 'Params', tag: 'Tags' }
const step = 24
const minWidth = 48

const widthOf = (pixels: number) => Math.max(minWidth, Math.round(pixels))

function HeaderCell(props: HeaderRowProps & { column: PlacedColumn }) {
  const { column, columns, sort, onSort, onColumns, onResizing } = props
  const { id, isPinned, width, left } = column
  const place = sort.findIndex((s) => s.column === id)
  const sorted = sort[place]
  const change = (patch: Partial<Column>) =>
    onColumns(columns.map((other) => (other.id === id ? { ...other, ...patch } : other)))
  const resize = (to: number) => change({ width: widthOf(to) })
  const title = titleOf(id)
  const canSort = fieldOf(id) !== null
  const classes = ['cell', isPinned && 'pin pin-end', isNumeric(id) && 'num', column.isFirstOfKind && 'kind']
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="columnheader"
      aria-colindex={columns.findIndex((other) => other.id === id) + 2}
      aria-sort={sorted ? (sorted.isDescending ? 'descending' : 'ascending') : 'none'}
      style={{ left, width }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => onColumns(moved(columns, event.dataTransfer.getData('text/plain'), id))}
    >
      {column.isFirstOfKind && <span className="group">{kindNames[kindOf(id)]}</span>}
      <button
        type="button"
        className="title"
        title={visible(title)}
        draggable
        aria-disabled={!canSort}
        onDragStart={(event) => event.dataTransfer.setData('text/plain', id)}
        onClick={(event) => canSort && onSort(id, event.shiftKey)}
      >
        <KeyName text={title} />
        {sorted && <Icon name={sorted.isDescending ? 'fall' : 'up'} size={12} />}
        {sorted && sort.length > 1 && <small className="mut">{place + 1}</small>}
      </button>
      <Menu
        trigger={
          <button type="button" className="more" aria-label={`Column ${visible(title)}`}>
            <Icon name="down" size={12} />
          </button>
        }
        items={[
          { title: 'Sort', isDisabled: !canSort, onSelect: () => onSort(id, false) },
          { title: 'Sort by this too', isDisabled: !canSort, onSelect: () => onSort(id, true) },
          null,
          { title: isPinned ? 'Unpin' : 'Pin', onSelect: () => change({ isPinned: !isPinned }) },
          { title: 'Move left', onSelect: () => onColumns(shifted(columns, id, -1)) },
          { title: 'Move right', onSelect: () => onColumns(shifted(columns, id, 1)) },
          { title: 'Wider', onSelect: () => resize(width + step) },
          { title: 'Narrower', onSelect: () => resize(width - step) },
          null,
          { title: 'Filter on this', isDisabled: !canSort, onSelect: () => props.onFilter(id) },
          { title: 'Group by this', onSelect: () => props.onGroup(id) },
          ...goalItems(props, id),
          {
            title: 'Hide',
            isDisabled: id === 'name',
            onSelect: () => onColumns(columns.filter((other) => other.id !== id)),
          },
        ]}
      />
      <Grip
        width={width}
        onDrag={(to) => onResizing({ id, width: widthOf(to) })}
        onDrop={(to) => {
          onResizing(null)
          if (to !== null) resize(to)
        }}
        onReset={() => change({ width: 0 })}
      />
    </div>
  )
}

/** For a metric of one experiment: what of it is better. */
function goalItems({ goals, onGoal }: HeaderRowProps, id: string): (MenuItem | null)[] {
  if (!onGoal || kindOf(id) !== 'metric') return []
  const metric = keyOf(id)
  const now = goals.get(metric)
  const item = (goal: Goal | null, title: string): MenuItem => ({
    title,
    isDisabled: (now ?? null) === goal,
    onSelect: () => onGoal(metric, goal),
  })
  return [null, item('max', 'More is better'), item('min', 'Less is better'), item(null, 'Neither is better'), null]
}

interface GripProps {
  width: number
  onDrag: (to: number) => void
  /** Null where it was not moved. */
  onDrop: (to: number | null) => void
  onReset: () => void
}

function Grip({ width, onDrag, onDrop, onReset }: GripProps) {
  return (
    <span
      className="grip"
      aria-hidden="true"
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        event.preventDefault()
        const grip = event.currentTarget
        const start = event.clientX
        let to: number | null = null
        grip.setPointerCapture(event.pointerId)
        grip.onpointermove = (move) => onDrag((to = width + move.clientX - start))
        grip.onlostpointercapture = () => {
          grip.onpointermove = grip.onlostpointercapture = null
          onDrop(to)
        }
      }}
    />
  )
}

/** The column takes the place of the other. */
export function moved(columns: readonly Column[], id: string, target: string): Column[] {
  const column = columns.find((other) => other.id === id)
  const at = columns.findIndex((other) => other.id === target)
  if (!column || at < 0 || id === target) return [...columns]
  const rest = columns.filter((other) => other.id !== id)
  rest.splice(at, 0, { ...column, isPinned: columns[at]!.isPinned })
  return rest
}

export function shifted(columns: readonly Column[], id: string, by: number): Column[] {
  const from = columns.findIndex((column) => column.id === id)
  const to = Math.max(0, Math.min(columns.length - 1, from + by))
  const next = [...columns]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

import { memo } from 'react'
import { Link } from 'wouter'
import { statusName, StatusGlyph } from '../ui/StatusGlyph'
import { Icon } from '../ui/icons'
import { Name, Value } from '../ui/Name'
import { numberText, plural, visible } from '../ui/text'
import { Tick } from '../ui/Tick'
import { barWidth, cellText, exactText, type ColumnScale } from './cellText'
import { isNumeric, kindOf, valueOf, type ColumnId } from './columns'
import type { Stroke } from './colors'
import { commonText, spreadOf, type GroupRow, type Row, type RunRow } from './rows'
import { tickWidth, type PlacedColumn, type TableActs } from './RunTable'

interface RunLineProps {
  row: Row
  index: number
  top: number
  height: number
  width: number
  pinned: PlacedColumn[]
  shown: PlacedColumn[]
  scales: ReadonlyMap<ColumnId, ColumnScale>
  now: number
  sorted: ColumnId | undefined
  aggregate: 'mean' | 'min' | 'max'
  stroke: Stroke | undefined
  isSelected: boolean
  isCurrent: boolean
  isTouch: boolean
  acts: TableActs
}

/** A line of the table. Acts may change without it being drawn again: they find what they need by the row. */
export const RunLine = memo(Line, (before, after) =>
  (Object.keys(before) as (keyof RunLineProps)[]).every((key) => key === 'acts' || before[key] === after[key]),
)

function Line(props: RunLineProps) {
  const { row, acts } = props
  const classes = ['line', props.isSelected && 'selected', props.isCurrent && 'current'].filter(Boolean).join(' ')
  const pinnedWidth = props.pinned.reduce((sum, column) => sum + column.width, tickWidth)
  const name = row.kind === 'run' ? visible(row.run.name || row.id) : 'group'
  return (
    <div
      id={`row-${row.id}`}
      className={classes}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.isSelected}
      aria-level={row.kind === 'run' ? row.depth + 1 : 1}
      {...((row.kind === 'group' || row.children > 0) && { 'aria-expanded': row.isOpen })}
      style={{ top: props.top, height: props.height, width: props.width }}
      onClick={() => acts.onCursor(props.index)}
      onMouseEnter={() => acts.onHover(row.kind === 'run' ? row.id : null)}
    >
      <div className="pins" role="presentation" style={{ width: pinnedWidth }}>
        <div className="cell" role="gridcell" style={{ left: 0, width: tickWidth, paddingLeft: 11 }}>
          <Tick
            label={`Select ${name}`}
            checked={props.isSelected}
            onChange={(isRange) => acts.onToggle(row, isRange)}
          />
        </div>
        {props.pinned.map((column, i) => (
          <Cell key={column.id} {...props} column={column} isLastPinned={i === props.pinned.length - 1} />
        ))}
      </div>
      {props.shown.map((column) => (
        <Cell key={column.id} {...props} column={column} isLastPinned={false} />
      ))}
    </div>
  )
}

type CellProps = RunLineProps & { column: PlacedColumn; isLastPinned: boolean }

function Cell(props: CellProps) {
  const { row, column } = props
  const classes = [
    'cell',
    props.isLastPinned && 'pin-end',
    isNumeric(column.id) && 'num',
    column.isFirstOfKind && 'kind',
    kindOf(column.id) === 'attribute' && column.id !== 'name' && 'sec',
  ]
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="gridcell"
      style={{ left: column.left, width: column.width }}
    >
      {column.id === 'name' ? (
        row.kind === 'run' ? (
          <NameCell {...props} row={row} />
        ) : (
          <GroupName row={row} acts={props.acts} />
        )
      ) : row.kind === 'run' ? (
        <ValueCell {...props} row={row} />
      ) : (
        <GroupValue {...props} row={row} />
      )}
    </div>
  )
}

const indent = 16

function NameCell({ row, stroke, acts, isTouch, scales, now, shown }: CellProps & { row: RunRow }) {
  const { run } = row
  const name = visible(run.name || run.id)
  return (
    <span className="name" style={{ paddingLeft: row.depth * indent }}>
      {row.children > 0 && <Opener isOpen={row.isOpen} label={`Children of ${name}`} onOpen={() => acts.onOpen(row)} />}
      <button
        type="button"
        className="eye"
        aria-label={`${stroke ? 'Hide' : 'Show'} ${name} in charts`}
        aria-pressed={stroke !== undefined}
        tabIndex={-1}
        title="Click: show or hide. Alt: only this one. Right: colour"
        onClick={(event) => acts.onEye(row, event.altKey)}
        onContextMenu={(event) => {
          event.preventDefault()
          acts.onColor(row)
        }}
      >
        <span className={stroke ? 'sw' : 'sw off'} style={swatch(stroke)} />
      </button>
      <Link href={`/runs/${run.id}/overview`} className={isTouch ? 'two-line' : 'grow'} tabIndex={-1}>
        <Name text={run.name || run.id} />
        {isTouch && (
          <small className="ell">
            {shown
              .slice(0, 3)
              .map((column) => cellText(valueOf(run, column.id), column.id, scales.get(column.id)?.digits ?? 4, now))
              .filter(Boolean)
              .join(' · ')}
          </small>
        )}
      </Link>
      {row.children > 0 && <span className="mut">{row.children}</span>}
      {run.status !== 'FINISHED' && <StatusGlyph status={run.status} />}
    </span>
  )
}

function ValueCell({ row, column, scales, sorted, index, now }: CellProps & { row: RunRow }) {
  const value = valueOf(row.run, column.id)
  if (value === undefined) return <span className="mut">–</span>
  if (typeof value === 'string') {
    return <Value text={column.id === 'status' ? statusName(row.run.status) : value} />
  }
  const scale = scales.get(column.id)
  const isSorted = sorted === column.id && kindOf(column.id) === 'metric'
  const width = isSorted && scale ? barWidth(value, scale) : 0
  const tone = Number.isFinite(value) ? (isSorted && index === 0 ? 'best' : '') : 'warn'
  return (
    <>
      <span className={tone} title={exactText(value, column.id)}>
        {cellText(value, column.id, scale?.digits ?? 4, now)}
      </span>
      {width > 0 && <span className="bars" style={{ width: `calc((100% - 16px) * ${width / 100})` }} />}
    </>
  )
}

function GroupName({ row, acts }: { row: GroupRow; acts: TableActs }) {
  const text = row.values.map((value) => (value === undefined ? '–' : String(value))).join(' · ')
  return (
    <span className="name">
      <Opener isOpen={row.isOpen} label={`Runs with ${visible(text)}`} onOpen={() => acts.onOpen(row)} />
      <span className="grow strong">
        <Name text={text} />
      </span>
      <span className="mut">{plural(row.runs.length, 'run')}</span>
    </span>
  )
}

function GroupValue({ row, column, aggregate, scales }: CellProps & { row: GroupRow }) {
  const spread = kindOf(column.id) === 'metric' ? spreadOf(row.runs, column.id) : null
  if (!spread) {
    return kindOf(column.id) === 'metric' ? <span className="mut">–</span> : <Common row={row} id={column.id} />
  }
  const digits = Math.max(4, scales.get(column.id)?.digits ?? 4)
  const [mean, min, max] = [spread.mean, spread.min, spread.max].map((value) => numberText(value, digits))
  return (
    <span title={`mean ${mean ?? ''}, min ${min ?? ''}, max ${max ?? ''} of ${plural(spread.count, 'run')}`}>
      {numberText(spread[aggregate], digits)}
    </span>
  )
}

function Common({ row, id }: { row: GroupRow; id: ColumnId }) {
  if (isNumeric(id)) return null
  const text = commonText(row.runs, id)
  return text ? <Value text={text} /> : <span className="mut">–</span>
}

function Opener({ isOpen, label, onOpen }: { isOpen: boolean; label: string; onOpen: () => void }) {
  return (
    <button type="button" className="eye" aria-label={label} aria-expanded={isOpen} tabIndex={-1} onClick={onOpen}>
      <Icon name={isOpen ? 'down' : 'right'} size={12} />
    </button>
  )
}

/** The colour as a custom property: a canvas reads the same token. */
export function swatch(stroke: Stroke | undefined): React.CSSProperties {
  return (stroke ? { '--c': `var(--c${stroke.slot})` } : {}) as React.CSSProperties
}

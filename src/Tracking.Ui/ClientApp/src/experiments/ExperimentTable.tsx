import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { noteTag, type Experiment } from '../api/experiments'
import { useCommands } from '../app/commands'
import { Button } from '../ui/Button'
import { Icon } from '../ui/icons'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { agoText, firstLineOf, momentText, visible } from '../ui/text'
import { ownTags, TagChips } from '../ui/Tags'
import { Tick } from '../ui/Tick'
import { useNow } from '../ui/useNow'
import type { ExperimentAct } from './ExperimentDialogs'

interface ExperimentTableProps {
  experiments: Experiment[]
  isStale: boolean
  sort: string
  onSort: (orderBy: string) => void
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
  onAct: (act: ExperimentAct) => void
  onRemove: (experiments: Experiment[]) => void
}

const rowHeight = 34
const touchRowHeight = 44

export function ExperimentTable(props: ExperimentTableProps) {
  const { experiments, selected, onSelect, onAct, onRemove } = props
  const scroll = useRef<HTMLDivElement>(null)
  const [, navigate] = useLocation()
  const [cursor, setCursor] = useState(0)
  const isTouch = matchMedia('(max-width: 720px)').matches
  const height = isTouch ? touchRowHeight : rowHeight
  const rows = useVirtualizer({
    count: experiments.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 10,
  })
  const current = experiments[cursor]
  const toggle = (id: string) => onSelect(toggled(selected, id))
  const move = (step: number) => {
    const next = Math.max(0, Math.min(experiments.length - 1, cursor + step))
    setCursor(next)
    rows.scrollToIndex(next)
  }
  useCommands([
    { id: 'down', title: 'Next experiment', group: 'View', keys: 'j', also: 'ArrowDown', run: () => move(1) },
    { id: 'up', title: 'Previous experiment', group: 'View', keys: 'k', also: 'ArrowUp', run: () => move(-1) },
    ...(current
      ? [
          { id: 'open', title: 'Open', keys: 'Enter', run: () => navigate(pathOf(current)) },
          { id: 'select', title: 'Select', keys: 'x', run: () => toggle(current.id) },
          { id: 'rename', title: 'Rename', keys: 'F2', run: () => onAct({ kind: 'rename', experiment: current }) },
          { id: 'describe', title: 'Describe', keys: 'e', run: () => onAct({ kind: 'describe', experiment: current }) },
          { id: 'tags', title: 'Change tags', keys: 't', run: () => onAct({ kind: 'tags', experiment: current }) },
          { id: 'delete', title: 'Delete or restore', keys: 'Backspace', run: () => onRemove([current]) },
        ].map((command) => ({ ...command, group: 'Actions' as const, note: visible(current.name).slice(0, 60) }))
      : []),
  ])
  const now = useNow()
  const items = rows.getVirtualItems()
  return (
    <div className="scroll" ref={scroll} tabIndex={0} role="region" aria-label="Experiments">
      <table className={`plain${props.isStale ? ' stale' : ''}`} aria-rowcount={experiments.length + 1}>
        <thead>
          <tr>
            <th style={{ width: 40 }}>
              <span className="hidden-text">Selected</span>
            </th>
            <SortHeader {...props} field="name" title="Name" />
            <th className="hide-s" style={{ width: '24%' }}>
              Tags
            </th>
            <SortHeader {...props} field="creation_time" title="Created" width={104} isLate />
            <SortHeader {...props} field="last_update_time" title="Active" width={104} />
            <th style={{ width: 52 }}>
              <span className="hidden-text">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={items[0]?.start ?? 0} />
          {items.map((item) => (
            <ExperimentRow
              key={experiments[item.index]!.id}
              experiment={experiments[item.index]!}
              index={item.index}
              height={height}
              now={now}
              isCurrent={item.index === cursor}
              isSelected={selected.has(experiments[item.index]!.id)}
              onToggle={toggle}
              onFocus={setCursor}
              onAct={onAct}
              onRemove={onRemove}
            />
          ))}
          <Spacer height={rows.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  experiment: Experiment
  index: number
  height: number
  now: number
  isCurrent: boolean
  isSelected: boolean
  onToggle: (id: string) => void
  onFocus: (index: number) => void
  onAct: (act: ExperimentAct) => void
  onRemove: (experiments: Experiment[]) => void
}

function ExperimentRow(props: RowProps) {
  const { experiment, index, now, onAct } = props
  const note = experiment.tags[noteTag]
  const name = visible(experiment.name)
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      style={{ height: props.height, ...(props.isCurrent && { background: 'var(--hover)' }) }}
      onClick={() => props.onFocus(index)}
    >
      <td>
        <Tick label={`Select ${name}`} checked={props.isSelected} onChange={() => props.onToggle(experiment.id)} />
      </td>
      <td>
        <span className="row">
          <Link className="strong ell" href={pathOf(experiment)} style={{ flex: '0 1 auto' }}>
            <Name text={experiment.name} />
          </Link>
          {note && <bdi className="mut ell grow hide-s">{firstLineOf(note)}</bdi>}
        </span>
      </td>
      <td className="hide-s ell">
        <TagChips tags={ownTags(experiment.tags)} />
      </td>
      <td className="num mut hide-s" title={momentText(experiment.created)}>
        {agoText(experiment.created, now)}
      </td>
      <td className="num mut" title={momentText(experiment.updated)}>
        {agoText(experiment.updated, now)}
      </td>
      <td>
        <Menu
          trigger={<Button kind="small quiet" icon="more" label={`Acts on ${name}`} />}
          items={[
            { title: 'Rename', keys: 'F2', onSelect: () => onAct({ kind: 'rename', experiment }) },
            { title: 'Describe', keys: 'E', onSelect: () => onAct({ kind: 'describe', experiment }) },
            { title: 'Tags', keys: 'T', onSelect: () => onAct({ kind: 'tags', experiment }) },
            null,
            experiment.life === 'active'
              ? { title: 'Delete', keys: '⌫', isDanger: true, onSelect: () => props.onRemove([experiment]) }
              : { title: 'Restore', onSelect: () => props.onRemove([experiment]) },
          ]}
        />
      </td>
    </tr>
  )
}

type SortProps = Pick<ExperimentTableProps, 'sort' | 'onSort'> & {
  field: string
  title: string
  width?: number
  isLate?: boolean
}

function SortHeader({ sort, onSort, field, title, width, isLate }: SortProps) {
  const [sorted, direction] = sort.split(' ')
  const isSorted = sorted === field
  const isDescending = isSorted && direction === 'DESC'
  const isNumber = width !== undefined
  return (
    <th
      className={`${isNumber ? 'num' : ''}${isLate ? ' hide-s' : ''}`}
      style={{ width }}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="sorter"
        onClick={() => onSort(`${field} ${isSorted ? (isDescending ? 'ASC' : 'DESC') : isNumber ? 'DESC' : 'ASC'}`)}
      >
        <span className="row" style={{ gap: 2 }}>
          {title} {isSorted && <Icon name={isDescending ? 'fall' : 'up'} size={12} />}
        </span>
      </button>
    </th>
  )
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null
}

export function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

const pathOf = (experiment: Experiment) => `/experiments/${experiment.id}/runs`

import { useState } from 'react'
import { Segmented } from '../ui/Button'
import { KeyName } from '../ui/Name'
import { Popover, type PopoverProps } from '../ui/Popover'
import { titleOf, type ColumnId } from './columns'
import type { KeyCount } from './keyIndex'
import type { ViewState } from './viewState'

interface GroupMenuProps extends Pick<PopoverProps, 'trigger' | 'isOpen' | 'onOpen'> {
  keys: KeyCount[]
  groupBy: ColumnId[]
  aggregate: ViewState['aggregate']
  onChange: (patch: Pick<Partial<ViewState>, 'groupBy' | 'aggregate'>) => void
}

const maxKeys = 3
const shownKeys = 30

/** Chooses up to three params, tags or attributes to group by, and what of the metrics is shown. */
export function GroupMenu({ trigger, isOpen, onOpen, keys, groupBy, aggregate, onChange }: GroupMenuProps) {
  const [text, setText] = useState('')
  const candidates = [
    'dataset',
    'user',
    'status',
    ...keys.filter((key) => !key.id.startsWith('m.')).map((key) => key.id),
  ]
  const matching = candidates.filter((id) => titleOf(id).toLowerCase().includes(text.toLowerCase()))
  const shown = [...groupBy, ...matching.filter((id) => !groupBy.includes(id))].slice(0, shownKeys)
  const toggle = (id: ColumnId) =>
    onChange({ groupBy: groupBy.includes(id) ? groupBy.filter((other) => other !== id) : [...groupBy, id] })
  return (
    <Popover label="Group" {...{ trigger, isOpen, onOpen }}>
      <div className="blk row" style={{ padding: 8 }}>
        <input
          className="in"
          aria-label="Find what to group by"
          placeholder="Group by a param, tag or dataset"
          value={text}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented
          label="Metrics of a group"
          value={aggregate}
          parts={[
            ['mean', 'mean'],
            ['min', 'min'],
            ['max', 'max'],
          ]}
          onChange={(value) => onChange({ aggregate: value })}
        />
      </div>
      <div style={{ maxHeight: 280, overflow: 'auto', padding: '4px 12px 8px' }}>
        {shown.map((id) => (
          <label key={id} className="check" style={{ height: 28 }}>
            <input
              type="checkbox"
              className="box"
              checked={groupBy.includes(id)}
              disabled={!groupBy.includes(id) && groupBy.length >= maxKeys}
              onChange={() => toggle(id)}
            />
            <KeyName text={titleOf(id)} />
          </label>
        ))}
      </div>
    </Popover>
  )
}

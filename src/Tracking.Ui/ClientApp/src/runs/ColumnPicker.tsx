import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { KeyName } from '../ui/Name'
import { Popover, type PopoverProps } from '../ui/Popover'
import { countText } from '../ui/text'
import { kindOf, titleOf, type ColumnId } from './columns'
import { allAttributes, type KeyCount } from './keyIndex'
import type { Column } from './viewState'

interface ColumnPickerProps extends Pick<PopoverProps, 'trigger' | 'isOpen' | 'onOpen'> {
  keys: KeyCount[]
  columns: Column[]
  onChange: (columns: Column[]) => void
  onReset: () => void
}

const rowHeight = 28
const kindLabels = { attribute: '', metric: 'metric', param: 'param', tag: 'tag' }

/** All keys of the loaded runs: thousands are searched and shown without waiting. */
export function ColumnPicker({ trigger, isOpen, onOpen, ...rest }: ColumnPickerProps) {
  return (
    <Popover label="Columns" {...{ trigger, isOpen, onOpen }}>
      <Picker {...rest} />
    </Popover>
  )
}

type PickerProps = Pick<ColumnPickerProps, 'keys' | 'columns' | 'onChange' | 'onReset'>

function Picker({ keys, columns, onChange, onReset }: PickerProps) {
  const [text, setText] = useState('')
  const [isDiffering, setDiffering] = useState(false)
  const scroll = useRef<HTMLDivElement>(null)
  const wanted = useDeferredValue(text.toLowerCase())
  const shown = useMemo(() => {
    const chosen = new Set(columns.map((column) => column.id))
    const all = [...keys, ...allAttributes()].filter((key) => key.id !== 'name')
    const matching = all.filter(
      (key) => titleOf(key.id).toLowerCase().includes(wanted) && (!isDiffering || key.differs),
    )
    return [...matching.filter((key) => chosen.has(key.id)), ...matching.filter((key) => !chosen.has(key.id))]
  }, [keys, columns, wanted, isDiffering])
  const list = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  return (
    <>
      <div className="blk" style={{ padding: 8 }}>
        <input
          className="in"
          aria-label="Find a column"
          placeholder="Find a metric, param, tag or attribute"
          value={text}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
        <div className="row" style={{ marginTop: 6, fontSize: 12 }}>
          <label className="check grow">
            <input
              type="checkbox"
              className="box"
              checked={isDiffering}
              onChange={(event) => setDiffering(event.target.checked)}
            />
            Only keys that differ
          </label>
          <button type="button" className="link" onClick={onReset}>
            Reset
          </button>
        </div>
      </div>
      <div className="scroll" ref={scroll} style={{ height: 320 }} tabIndex={-1}>
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const key = shown[item.index]!
            return (
              <label
                key={key.id}
                className="check"
                style={{ position: 'absolute', top: item.start, left: 12, right: 12, height: rowHeight }}
              >
                <input
                  type="checkbox"
                  className="box"
                  checked={columns.some((column) => column.id === key.id)}
                  onChange={() => onChange(withToggled(columns, key.id))}
                />
                <KeyName text={titleOf(key.id)} />
                <span className="mut end">
                  {kindLabels[kindOf(key.id)]} {key.count > 0 && countText(key.count)}
                </span>
              </label>
            )
          })}
          {shown.length === 0 && <p className="message mut">No key holds these letters.</p>}
        </div>
      </div>
    </>
  )
}

export function withToggled(columns: readonly Column[], id: ColumnId): Column[] {
  return columns.some((column) => column.id === id)
    ? columns.filter((column) => column.id !== id)
    : [...columns, { id, isPinned: false, width: 0 }]
}

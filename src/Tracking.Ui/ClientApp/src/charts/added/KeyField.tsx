import { useId, useState } from 'react'
import { keyOf, kindOf, type ColumnId } from '../../runs/columns'
import { KeyName } from '../../ui/Name'
import { visible } from '../../ui/text'

interface KeyFieldProps {
  label: string
  /** Empty = none chosen yet. */
  value: ColumnId
  options: ColumnId[]
  onChange: (id: ColumnId) => void
  /** What stands for none; without it one has to be chosen. */
  none?: string
  autoFocus?: boolean
}

const shownMax = 40

export const nameOf = (id: ColumnId) => `${kindOf(id)} ${visible(keyOf(id))}`

/** Chooses a metric, param or tag by a part of its name. */
export function KeyField({ label, value, options, onChange, none, autoFocus = false }: KeyFieldProps) {
  const list = useId()
  const [text, setText] = useState<string | null>(null)
  const [current, setCurrent] = useState(0)
  const wanted = (text ?? '').toLowerCase()
  const matching = options.filter((id) => nameOf(id).toLowerCase().includes(wanted)).slice(0, shownMax)
  const isOpen = text !== null
  const close = () => setText(null)
  const choose = (id: ColumnId | undefined) => {
    if (id !== undefined) onChange(id)
    close()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && isOpen) choose(matching[current])
    else if (event.key === 'Escape' && isOpen) close()
    else if (event.key === 'ArrowDown') {
      setText(text ?? '')
      setCurrent(isOpen ? Math.min(matching.length - 1, current + 1) : 0)
    } else if (event.key === 'ArrowUp' && isOpen) setCurrent(Math.max(0, current - 1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="field key-field">
      <label htmlFor={`${list}-input`}>{label}</label>
      <input
        id={`${list}-input`}
        className="in"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        {...(isOpen && matching[current] !== undefined && { 'aria-activedescendant': `${list}-${current}` })}
        autoComplete="off"
        autoFocus={autoFocus}
        placeholder={none ?? 'Type a part of its name'}
        value={text ?? (value === '' ? '' : nameOf(value))}
        onChange={(event) => {
          setText(event.target.value)
          setCurrent(0)
          if (none !== undefined && event.target.value === '') onChange('')
        }}
        onClick={() => setText(text ?? '')}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <ul className="key-list" id={list} role="listbox" aria-label={label}>
          {matching.map((id, i) => (
            <li
              key={id}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === current}
              // Before the field loses the focus, which closes the list.
              onPointerDown={(event) => {
                event.preventDefault()
                choose(id)
              }}
            >
              <span className="mut">{kindOf(id)}</span> <KeyName text={keyOf(id)} />
            </li>
          ))}
          {matching.length === 0 && (
            <li className="mut" role="option" aria-selected={false} aria-disabled="true">
              No key holds these letters.
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

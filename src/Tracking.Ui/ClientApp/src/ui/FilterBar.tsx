import { useRef } from 'react'
import { useCommands } from '../app/commands'
import { Icon } from './icons'

interface FilterBarProps {
  label: string
  placeholder: string
  text: string
  /** The server's words, if it refuses the text. */
  problem: string
  result: string
  onChange: (text: string) => void
}

export function FilterBar({ label, placeholder, text, problem, result, onChange }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null)
  useCommands([{ id: 'query', title: label, group: 'View', keys: '/', run: () => field.current?.focus() }])
  return (
    <div className={problem ? 'query err' : 'query'}>
      <Icon name="search" />
      <input
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <span className={problem ? 'result bad' : 'result hide-s'} role="status">
        {problem || result}
      </span>
      <kbd className="hide-s">/</kbd>
    </div>
  )
}

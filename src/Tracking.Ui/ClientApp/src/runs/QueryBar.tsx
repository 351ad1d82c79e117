import { useCallback, useEffect, useRef, useState, type ComponentType, type RefObject } from 'react'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { whenSettled } from '../app/idle'
import { Icon } from '../ui/icons'
import type { KeyCount } from './keyIndex'
import type { QueryEditorProps } from './QueryEditor'

interface QueryBarProps {
  text: string
  /** The server's words about the text, if it refuses it. */
  problem: string
  result: string
  /** The first answer is there. */
  hasResult: boolean
  keys: KeyCount[]
  runs: Run[]
  onChange: (text: string) => void
}

const example = "Filter, for example metrics.loss < 0.5 and params.optimizer = 'adam'"

interface Taken {
  Editor: ComponentType<QueryEditorProps>
  /** Where it stood in the plain field; null where that had no focus. */
  cursor: number | null
}

async function editorFor(bar: RefObject<HTMLElement | null>): Promise<Taken> {
  const { default: Editor } = await import('./QueryEditor')
  const field = bar.current?.querySelector('input')
  return { Editor, cursor: field && field === document.activeElement ? (field.selectionStart ?? 0) : null }
}

/** A plain field stands first; the one with colours and completion takes its place when it has come. */
export function QueryBar(props: QueryBarProps) {
  const { text, problem, result, hasResult, onChange } = props
  const bar = useRef<HTMLDivElement>(null)
  const [taken, setTaken] = useState<Taken | null>(null)
  // Where it cannot be fetched, the plain field does.
  const take = useCallback(() => void editorFor(bar).then(setTaken, () => undefined), [])
  // After the rows: they are what one waits for. Who goes to the field waits for it.
  useEffect(() => (hasResult ? whenSettled(take) : undefined), [hasResult, take])
  const focus = () => bar.current?.querySelector<HTMLElement>('input,[contenteditable]')?.focus()
  useCommands([{ id: 'query', title: 'Filter runs', group: 'View', keys: '/', run: focus }])
  const plain = (
    <input
      aria-label="Filter runs"
      placeholder={example}
      value={text}
      spellCheck={false}
      onFocus={take}
      onChange={(event) => onChange(event.target.value)}
    />
  )
  return (
    <div className={problem ? 'query err' : 'query'} ref={bar}>
      <Icon name="search" />
      {taken ? <taken.Editor {...props} placeholder={example} cursor={taken.cursor} /> : plain}
      <span className={problem ? 'result bad' : 'result hide-s'} role="status" title={problem}>
        {problem ? `${problem} Showing the last valid result.` : result}
      </span>
    </div>
  )
}

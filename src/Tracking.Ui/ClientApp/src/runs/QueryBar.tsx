import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { whenIdle } from '../app/idle'
import { Icon } from '../ui/icons'
import type { KeyCount } from './keyIndex'

const QueryEditor = lazy(() => import('./QueryEditor'))

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

/** A plain field stands first; the one with colours and completion takes its place when it has come. */
export function QueryBar(props: QueryBarProps) {
  const { text, problem, result, hasResult, onChange } = props
  const bar = useRef<HTMLDivElement>(null)
  const [isReady, setReady] = useState(false)
  // After the rows: they are what one waits for.
  useEffect(() => (hasResult ? whenIdle(() => setReady(true)) : undefined), [hasResult])
  const focus = () => bar.current?.querySelector<HTMLElement>('input,[contenteditable]')?.focus()
  useCommands([{ id: 'query', title: 'Filter runs', group: 'View', keys: '/', run: focus }])
  const plain = (
    <input
      aria-label="Filter runs"
      placeholder={example}
      value={text}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  )
  return (
    <div className={problem ? 'query err' : 'query'} ref={bar}>
      <Icon name="search" />
      {isReady ? (
        <Suspense fallback={plain}>
          <QueryEditor {...props} placeholder={example} />
        </Suspense>
      ) : (
        plain
      )}
      <span className={problem ? 'result bad' : 'result hide-s'} role="status" title={problem}>
        {problem ? `${problem} Showing the last valid result.` : result}
      </span>
    </div>
  )
}

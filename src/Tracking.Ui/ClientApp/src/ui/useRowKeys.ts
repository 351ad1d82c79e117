import { useEffect, useRef, useState } from 'react'
import { useCommands } from '../app/commands'

/** J, K and the arrows mark a row of a table, Enter opens it; at first none is marked. */
export function useRowKeys(count: number, open: (index: number) => void) {
  const table = useRef<HTMLTableElement>(null)
  const [marked, setMarked] = useState(-1)
  const at = Math.min(marked, count - 1)
  const move = (step: number) => setMarked(Math.max(0, Math.min(count - 1, at + step)))
  useEffect(() => {
    // Newer browsers give back a promise, which is no way to clean up.
    table.current?.tBodies[0]?.rows[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  useCommands([
    { id: 'down', title: 'Next row', group: 'View', keys: 'j', also: 'ArrowDown', run: () => move(1) },
    { id: 'up', title: 'Previous row', group: 'View', keys: 'k', also: 'ArrowUp', run: () => move(-1) },
    ...(at >= 0 ? [{ id: 'open', title: 'Open', group: 'Actions' as const, keys: 'Enter', run: () => open(at) }] : []),
  ])
  /** For the row at that place. */
  const rowProps = (index: number) => (index === at ? { className: 'marked', 'aria-current': true } : {})
  return { table, rowProps }
}

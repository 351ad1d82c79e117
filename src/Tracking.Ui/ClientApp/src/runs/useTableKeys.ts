import { useCommands, type Command } from '../app/commands'
import { copyText } from '../ui/copying'
import type { Row } from './rows'
import type { TableActs } from './RunTable'

interface TableKeys {
  rows: Row[]
  cursor: number
  setCursor: (cursor: number) => void
  acts: TableActs
  open: (id: string) => void
  select: (ids: Iterable<string>) => void
  selectAll: () => void
}

/** The table without a pointer. */
export function useTableKeys({ rows, cursor, setCursor, acts, open, select, selectAll }: TableKeys) {
  const row = rows[cursor]
  const move = (step: number) => setCursor(Math.max(0, Math.min(rows.length - 1, cursor + step)))
  const view: Omit<Command, 'group'>[] = [
    { id: 'down', title: 'Next row', keys: 'j', also: 'ArrowDown', run: () => move(1) },
    { id: 'up', title: 'Previous row', keys: 'k', also: 'ArrowUp', run: () => move(-1) },
    { id: 'page down', title: 'A page down', keys: 'PageDown', run: () => move(20) },
    { id: 'page up', title: 'A page up', keys: 'PageUp', run: () => move(-20) },
    {
      id: 'select all',
      title: 'Select all runs that match',
      keys: 'Ctrl+a',
      run: selectAll,
    },
    { id: 'select none', title: 'Select none', keys: 'Escape', run: () => select([]) },
  ]
  const acting: Omit<Command, 'group'>[] = row
    ? [
        { id: 'open', title: 'Open', keys: 'Enter', run: () => (row.kind === 'run' ? open(row.id) : acts.onOpen(row)) },
        { id: 'select', title: 'Select', keys: 'x', run: () => acts.onToggle(row, false) },
        { id: 'extend', title: 'Select up to here', keys: 'Shift+x', run: () => acts.onToggle(row, true) },
        { id: 'eye', title: 'Show or hide in charts', keys: 'h', run: () => acts.onEye(row, false) },
        { id: 'row color', title: 'Colour of this run', run: () => acts.onColor(row) },
        { id: 'copy id', title: 'Copy the run id', keys: 'y', run: () => void copyText(row.id) },
        {
          id: 'expand',
          title: 'Open the group or the children',
          keys: 'ArrowRight',
          run: () => !row.isOpen && acts.onOpen(row),
        },
        {
          id: 'collapse',
          title: 'Close the group or the children',
          keys: 'ArrowLeft',
          run: () => row.isOpen && acts.onOpen(row),
        },
      ]
    : []
  useCommands([
    ...view.map((command) => ({ ...command, group: 'View' as const })),
    ...acting.map((command) => ({ ...command, group: 'Actions' as const })),
  ])
}

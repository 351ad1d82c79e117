import type { Run } from '../api/runs'
import type { Row } from './rows'

/** The runs that a row stands for. */
export function runsOf(row: Row): Run[] {
  return row.kind === 'run' ? [row.run] : row.runs
}

/** The selection after a tick: of one row, or with Shift of all from the last one on. */
export function ticked(
  rows: readonly Row[],
  selected: ReadonlySet<string>,
  row: Row,
  from: number | null,
): ReadonlySet<string> {
  const at = rows.findIndex((other) => other.kind === row.kind && other.id === row.id)
  const range = from === null ? [row] : rows.slice(Math.min(from, at), Math.max(from, at) + 1)
  const isOn = !isSelected(row, selected)
  const next = new Set(selected)
  for (const other of range) {
    for (const run of runsOf(other)) {
      if (isOn) next.add(run.id)
      else next.delete(run.id)
    }
  }
  return next
}

export function isSelected(row: Row, selected: ReadonlySet<string>): boolean {
  const runs = runsOf(row)
  return runs.length > 0 && runs.every((run) => selected.has(run.id))
}

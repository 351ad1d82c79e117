import type { Run } from '../api/runs'
import type { Row } from './rows'

/**
 * First in a selection of everything that matches, also of what is not loaded; the ids after it are left out. The URL
 * stays short, however many that are.
 */
export const everything = '*'

export const hasEverything = (selected: readonly string[]) => selected[0] === everything

/** Of the loaded runs those that are selected. */
export function selectionIn(selected: readonly string[], runs: readonly Run[]): ReadonlySet<string> {
  if (!hasEverything(selected)) return new Set(selected)
  const left = new Set(selected.slice(1))
  return new Set(runs.map((run) => run.id).filter((id) => !left.has(id)))
}

/** A selection as the view keeps it: after one of everything, of what is left out. */
export function printedSelection(
  before: readonly string[],
  runs: readonly Run[],
  ids: ReadonlySet<string>,
): string[] {
  if (!hasEverything(before)) return [...ids]
  return ids.size === 0 ? [] : [everything, ...runs.map((run) => run.id).filter((id) => !ids.has(id))]
}

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

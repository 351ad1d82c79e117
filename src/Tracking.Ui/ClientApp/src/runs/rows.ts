import { parentTag, type Run } from '../api/runs'
import { isNumeric, valueOf, type CellValue, type ColumnId } from './columns'

export interface RunRow {
  kind: 'run'
  id: string
  run: Run
  depth: number
  children: number
  isOpen: boolean
}

export interface GroupRow {
  kind: 'group'
  id: string
  /** One value per column that is grouped by. */
  values: CellValue[]
  runs: Run[]
  isOpen: boolean
}

export type Row = RunRow | GroupRow

/** Runs one below the other, children below their parents where they are open. */
export function treeRows(runs: readonly Run[], open: ReadonlySet<string>): Row[] {
  const ids = new Set(runs.map((run) => run.id))
  const children = new Map<string, Run[]>()
  const roots: Run[] = []
  for (const run of runs) {
    const parent = run.tags[parentTag]
    if (parent === undefined || !ids.has(parent) || parent === run.id) roots.push(run)
    else if (!children.get(parent)?.push(run)) children.set(parent, [run])
  }
  const rows: Row[] = []
  const seen = new Set<string>()
  const add = (run: Run, depth: number) => {
    // A circle of parents must not hang the page.
    if (seen.has(run.id)) return
    seen.add(run.id)
    const below = children.get(run.id) ?? []
    const isOpen = open.has(run.id)
    rows.push({ kind: 'run', id: run.id, run, depth, children: below.length, isOpen })
    if (isOpen) for (const child of below) add(child, depth + 1)
  }
  for (const run of roots) add(run, 0)
  return rows
}

/** A row per combination of values, its runs beneath where it is open. */
export function groupRows(runs: readonly Run[], by: readonly ColumnId[], open: ReadonlySet<string>): Row[] {
  const groups = new Map<string, { values: CellValue[]; runs: Run[] }>()
  for (const run of runs) {
    const values = by.map((column) => valueOf(run, column))
    const id = JSON.stringify(values.map((value) => value ?? null))
    const group = groups.get(id)
    if (group) group.runs.push(run)
    else groups.set(id, { values, runs: [run] })
  }
  const rows: Row[] = []
  for (const [id, group] of groups) {
    const isOpen = open.has(id)
    rows.push({ kind: 'group', id, ...group, isOpen })
    if (isOpen) {
      for (const run of group.runs) rows.push({ kind: 'run', id: run.id, run, depth: 1, children: 0, isOpen: false })
    }
  }
  return rows
}

export interface Spread {
  count: number
  mean: number
  min: number
  max: number
}

/** Of a numeric column over runs; null where no run has a number. */
export function spreadOf(runs: readonly Run[], column: ColumnId): Spread | null {
  if (!isNumeric(column)) return null
  const values = runs
    .map((run) => valueOf(run, column))
    .filter((v): v is number => typeof v === 'number' && !Number.isNaN(v))
  if (values.length === 0) return null
  let [sum, min, max] = [0, Infinity, -Infinity]
  for (const value of values) {
    sum += value
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return { count: values.length, mean: sum / values.length, min, max }
}

/** The one text that all runs have in a column, or how many different ones there are. */
export function commonText(runs: readonly Run[], column: ColumnId): string {
  const values = new Set(runs.map((run) => valueOf(run, column)).filter((value) => value !== undefined))
  if (values.size === 0) return ''
  return values.size === 1 ? String([...values][0]) : `${values.size} values`
}

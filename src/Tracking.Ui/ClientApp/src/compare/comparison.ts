import type { Run } from '../api/runs'
import { valueOf, type CellValue, type ColumnId } from '../runs/columns'

export interface ComparedRow {
  id: ColumnId
  /** One per run, in their order. */
  values: CellValue[]
  differs: boolean
}

export interface ComparedSection {
  title: string
  rows: ComparedRow[]
}

const details: ColumnId[] = ['status', 'start', 'duration', 'user', 'source', 'commit', 'dataset']

/** What runs have, row by row; sections without rows are left out. */
export function compared(runs: readonly Run[], onlyDifferences: boolean): ComparedSection[] {
  const keys = (kind: string, of: (run: Run) => object) =>
    [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort().map((key) => kind + key)
  const sections: [string, ColumnId[]][] = [
    ['Metrics', keys('m.', (run) => run.metrics)],
    ['Params', keys('p.', (run) => run.params)],
    ['Details', details],
    ['Tags', keys('t.', (run) => run.tags).filter((id) => !/^t\.(mlflow|tracking)\./.test(id))],
  ]
  return sections
    .map(([title, ids]) => ({
      title,
      rows: ids.map((id) => rowOf(runs, id)).filter((row) => isShown(row, onlyDifferences)),
    }))
    .filter((section) => section.rows.length > 0)
}

function rowOf(runs: readonly Run[], id: ColumnId): ComparedRow {
  const values = runs.map((run) => valueOf(run, id))
  return { id, values, differs: new Set(values.map(String)).size > 1 }
}

function isShown(row: ComparedRow, onlyDifferences: boolean): boolean {
  return row.values.some((value) => value !== undefined) && (row.differs || !onlyDifferences)
}

/** How far a metric is from the baseline's; null where there is nothing to compare. */
export function deltaOf(value: CellValue, base: CellValue): number | null {
  const isBoth = typeof value === 'number' && typeof base === 'number'
  return isBoth && Number.isFinite(value - base) ? value - base : null
}

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

const details: ColumnId[] = ['status', 'start', 'duration', 'user']

/** Facts of one run that are no metrics, params or tags, by section and name. */
export type MoreFacts = Record<string, Record<string, string>>

/**
 * What runs have, row by row; sections without rows are left out. `more` has an entry for each run, in their order.
 */
export function compared(runs: readonly Run[], onlyDifferences: boolean, more: MoreFacts[] = []): ComparedSection[] {
  const keys = (kind: string, of: (run: Run) => object) =>
    [...new Set(runs.flatMap((run) => Object.keys(of(run))))].sort().map((key) => kind + key)
  const sections: [string, ColumnId[]][] = [
    ['Metrics', keys('m.', (run) => run.metrics)],
    ['Params', keys('p.', (run) => run.params)],
    ['Details', details],
    ['Tags', keys('t.', (run) => run.tags).filter((id) => !/^t\.(mlflow|tracking)\./.test(id))],
  ]
  const all = sections.map(([title, ids]) => ({ title, rows: ids.map((id) => rowOf(runs, id)) }))
  all.splice(-1, 0, ...factSections(more))
  return all
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => isShown(row, onlyDifferences)) }))
    .filter((section) => section.rows.length > 0)
}

function factSections(more: MoreFacts[]): ComparedSection[] {
  const titles = [...new Set(more.flatMap((facts) => Object.keys(facts)))]
  return titles.map((title) => {
    const names = [...new Set(more.flatMap((facts) => Object.keys(facts[title] ?? {})))]
    return {
      title,
      rows: names.map((name) => {
        const values = more.map((facts) => facts[title]?.[name])
        // Shown as tags are: text by its name.
        return { id: `t.${name}`, values, differs: new Set(values).size > 1 }
      }),
    }
  })
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

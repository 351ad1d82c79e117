import type { Run } from '../api/runs'
import { attributeIds, valueOf, type ColumnId } from './columns'
import type { Column } from './viewState'

export interface KeyCount {
  id: ColumnId
  /** Runs that have it. */
  count: number
  /** Whether not all values are the same. */
  differs: boolean
  example: string
}

/** All keys of the runs, each kind by how many runs have it. */
export function keysOf(runs: readonly Run[]): KeyCount[] {
  const found = new Map<ColumnId, KeyCount>()
  for (const run of runs) {
    count(found, 'm.', run.metrics)
    count(found, 'p.', run.params)
    count(found, 't.', run.tags)
  }
  for (const key of found.values()) if (key.count < runs.length) key.differs = true
  return [...found.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}

function count(found: Map<ColumnId, KeyCount>, kind: string, record: Record<string, string | number>) {
  for (const key in record) {
    const value = String(record[key])
    const known = found.get(kind + key)
    if (!known) {
      found.set(kind + key, { id: kind + key, count: 1, differs: false, example: value })
      continue
    }
    known.count++
    if (known.example !== value) known.differs = true
  }
}

/** What is measured on data that the model did not see comes first. */
const isResult = (id: ColumnId) => /^m\.(val|test|eval|valid|validation)[/_]/.test(id)

const defaultMetrics = 3
const defaultParams = 4
const looked = 100

/** Name, the most common metrics, the params that differ, when and how long. */
export function defaultColumns(runs: readonly Run[]): Column[] {
  const keys = keysOf(runs.slice(0, looked))
  const metrics = keys
    .filter((key) => key.id.startsWith('m.') && !key.id.startsWith('m.system/'))
    .sort((a, b) => b.count - a.count || Number(isResult(b.id)) - Number(isResult(a.id)))
  const params = keys.filter((key) => key.id.startsWith('p.') && (key.differs || runs.length === 1))
  return [
    { id: 'name', isPinned: true, width: 0 },
    ...[...metrics.slice(0, defaultMetrics), ...params.slice(0, defaultParams)].map((key) => ({
      id: key.id,
      isPinned: false,
      width: 0,
    })),
    { id: 'start', isPinned: false, width: 0 },
    { id: 'duration', isPinned: false, width: 0 },
  ]
}

/** Values of a column with how often each comes, for completion. */
export function valuesOf(runs: readonly Run[], id: ColumnId, limit: number): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const run of runs) {
    const value = valueOf(run, id)
    if (value !== undefined) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit)
}

export const allAttributes = (): KeyCount[] => attributeIds.map((id) => ({ id, count: 0, differs: true, example: '' }))

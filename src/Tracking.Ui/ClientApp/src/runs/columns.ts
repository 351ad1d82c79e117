import type { Run } from '../api/runs'

/**
 * A column by its id: an attribute such as `start`, or a kind and a key: `m.val/loss` (metric), `p.lr` (param),
 * `t.team` (tag).
 */
export type ColumnId = string

export type ColumnKind = 'attribute' | 'metric' | 'param' | 'tag'

export type CellValue = number | string | undefined

interface Attribute {
  title: string
  width: number
  isNumber: boolean
  /** What the server sorts by; absent where it cannot. */
  order?: string
  valueOf: (run: Run) => CellValue
}

const attributes: Record<string, Attribute> = {
  name: { title: 'Run', width: 218, isNumber: false, order: 'run_name', valueOf: (run) => run.name },
  start: { title: 'Started', width: 104, isNumber: true, order: 'start_time', valueOf: (run) => run.start || undefined },
  duration: {
    title: 'Duration',
    width: 84,
    isNumber: true,
    valueOf: (run) => (run.end > 0 && run.start > 0 ? run.end - run.start : undefined),
  },
  end: { title: 'Ended', width: 104, isNumber: true, order: 'end_time', valueOf: (run) => run.end || undefined },
  status: { title: 'Status', width: 92, isNumber: false, order: 'status', valueOf: (run) => run.status },
  user: { title: 'User', width: 110, isNumber: false, order: 'user_id', valueOf: (run) => run.user },
  id: { title: 'Run id', width: 260, isNumber: false, order: 'run_id', valueOf: (run) => run.id },
  experiment: { title: 'Experiment', width: 90, isNumber: false, valueOf: (run) => run.experiment },
  dataset: {
    title: 'Dataset',
    width: 170,
    isNumber: false,
    valueOf: (run) => run.datasets.map((set) => set.name).join(', ') || undefined,
  },
  note: { title: 'Note', width: 200, isNumber: false, valueOf: (run) => run.tags['mlflow.note.content'] },
  source: { title: 'Source', width: 160, isNumber: false, valueOf: (run) => run.tags['mlflow.source.name'] },
  commit: { title: 'Commit', width: 90, isNumber: false, valueOf: (run) => run.tags['mlflow.source.git.commit'] },
}

export const attributeIds = Object.keys(attributes)

const kinds: Record<string, ColumnKind> = { m: 'metric', p: 'param', t: 'tag' }

export function kindOf(id: ColumnId): ColumnKind {
  return id[1] === '.' ? (kinds[id[0] ?? ''] ?? 'attribute') : 'attribute'
}

export const keyOf = (id: ColumnId) => (kindOf(id) === 'attribute' ? id : id.slice(2))

export const titleOf = (id: ColumnId) => attributes[id]?.title ?? keyOf(id)

export const isKnown = (id: ColumnId) => kindOf(id) !== 'attribute' || id in attributes

export const isNumeric = (id: ColumnId) => kindOf(id) === 'metric' || (attributes[id]?.isNumber ?? false)

const minWidth = 72
const maxWidth = 160
const letterWidth = 7.2

/** Wide enough for the key; people change it. */
export function defaultWidth(id: ColumnId): number {
  const known = attributes[id]?.width
  if (known !== undefined) return known
  return Math.round(Math.min(maxWidth, Math.max(minWidth, keyOf(id).length * letterWidth + 32)))
}

export function valueOf(run: Run, id: ColumnId): CellValue {
  switch (kindOf(id)) {
    case 'metric':
      return run.metrics[keyOf(id)]
    case 'param':
      return run.params[keyOf(id)]
    case 'tag':
      return run.tags[keyOf(id)]
    default:
      return attributes[id]?.valueOf(run)
  }
}

/** Such as metrics.`val/loss`; null where the server cannot sort by it. */
export function fieldOf(id: ColumnId): string | null {
  const kind = kindOf(id)
  if (kind !== 'attribute') return `${kind}s.${quotedKey(keyOf(id))}`
  const order = attributes[id]?.order
  return order === undefined ? null : `attributes.${order}`
}

/** Keys that are no plain names stand in backticks, or in double quotes where they hold one. */
export function quotedKey(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_.]*$/.test(key)) return key
  return key.includes('`') ? `"${key}"` : `\`${key}\``
}

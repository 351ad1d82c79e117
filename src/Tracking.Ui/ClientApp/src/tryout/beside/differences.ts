import { shortText, type PredictionTable } from '../predictions'

/** What two models say of one output of one row. */
export interface Difference {
  row: number
  column: string
  a: unknown
  b: unknown
  /** How much more the second says; null where they are not both numbers. */
  delta: number | null
  differs: boolean
}

export interface Differences {
  rows: number
  /** Rows in which anything differs. */
  differing: number
  /** The largest difference of two numbers. */
  largest: number | null
  /** Of all rows, the first rows first. */
  list: Difference[]
  /** Set where the answers cannot be laid beside each other. */
  mismatch: string
}

/** Two answers to the same request, value by value; outputs that only one has stand against nothing. */
export function differencesOf(a: PredictionTable, b: PredictionTable): Differences {
  const none = { rows: 0, differing: 0, largest: null, list: [] }
  if (a.rows.length !== b.rows.length) {
    return { ...none, mismatch: `One answers ${a.rows.length} rows and the other ${b.rows.length}.` }
  }
  const columns = [...new Set([...a.columns, ...b.columns])]
  const places = columns.map((name) => [name, a.columns.indexOf(name), b.columns.indexOf(name)] as const)
  const list = a.rows.flatMap((cells, row) =>
    places.map(([column, i, j]) => differenceOf(row, column, cells[i], b.rows[row]![j])),
  )
  const deltas = list.flatMap(({ delta }) => (delta === null ? [] : [Math.abs(delta)]))
  return {
    rows: a.rows.length,
    differing: new Set(list.filter((one) => one.differs).map((one) => one.row)).size,
    largest: deltas.length > 0 ? deltas.reduce((most, one) => Math.max(most, one), 0) : null,
    list,
    mismatch: '',
  }
}

function differenceOf(row: number, column: string, a: unknown, b: unknown): Difference {
  const areNumbers = typeof a === 'number' && typeof b === 'number'
  const delta = areNumbers ? b - a : null
  return { row, column, a, b, delta, differs: areNumbers ? a !== b : shortText(a) !== shortText(b) }
}

/** In a sentence. */
export function verdictOf({ rows, differing, largest }: Differences, size: (value: number) => string): string {
  if (differing === 0) return rows === 1 ? 'Both say the same.' : `Both say the same of all ${rows} rows.`
  const by = largest === null || largest === 0 ? '' : `, by ${size(largest)} at most`
  return rows === 1 ? `They differ${by}.` : `They differ in ${differing} of ${rows} rows${by}.`
}

import { csvRows } from './fileKinds'

/** A cell of a logged table that is an image among the run's files. */
export interface TableImage {
  image: string
}

export type TableCell = string | number | boolean | null | TableImage

export interface DataTable {
  columns: string[]
  rows: TableCell[][]
  /** Whether the file goes on beyond these rows. */
  isCut: boolean
}

const rowsMax = 50_000

export function tableOfCsv(text: string, separator: string, isWhole: boolean): DataTable {
  const [columns = [], ...rows] = csvRows(text, separator, rowsMax + 1)
  // The last row of a part of a file may be a part of a row.
  return { columns, rows: isWhole ? rows : rows.slice(0, -1), isCut: !isWhole || rows.length >= rowsMax }
}

/** What `log_table` of MLflow writes, the split form of pandas: names of columns, and rows. Null for other JSON. */
export function tableOfJson(value: unknown): DataTable | null {
  if (typeof value !== 'object' || value === null) return null
  const { columns, data } = value as { columns?: unknown; data?: unknown }
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return null
  const rows = (data as unknown[][]).slice(0, rowsMax).map((row) => row.map(cellOf))
  return { columns: columns.map((name) => textOf(name)), rows, isCut: data.length > rowsMax }
}

function cellOf(value: unknown): TableCell {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as TableCell
  const { type, filepath } = value as { type?: unknown; filepath?: unknown }
  if (type === 'image' && typeof filepath === 'string') return { image: filepath }
  return textOf(value)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export interface ColumnSummary {
  kind: 'number' | 'text'
  missing: number
  /** Of numbers. */
  min: number
  max: number
  mean: number
  /** How many numbers lie in each tenth between least and most. */
  counts: number[]
  /** Of texts: how many different ones. */
  distinct: number
}

const tenths = 10

export function summaryOf(rows: readonly TableCell[][], column: number): ColumnSummary {
  const values = rows.map((row) => row[column] ?? null)
  const there = values.filter((value) => value !== null && value !== '')
  const numbers = there.map((value) => (typeof value === 'object' ? NaN : Number(value)))
  const isNumber = there.length > 0 && numbers.every((value) => Number.isFinite(value))
  const min = isNumber ? numbers.reduce((a, b) => Math.min(a, b)) : NaN
  const max = isNumber ? numbers.reduce((a, b) => Math.max(a, b)) : NaN
  const counts = Array<number>(tenths).fill(0)
  if (isNumber && max > min) {
    for (const value of numbers) counts[Math.min(tenths - 1, Math.floor(((value - min) / (max - min)) * tenths))]!++
  }
  return {
    kind: isNumber ? 'number' : 'text',
    missing: values.length - there.length,
    min,
    max,
    mean: isNumber ? numbers.reduce((sum, value) => sum + value / numbers.length, 0) : NaN,
    counts,
    distinct: new Set(there.map((value) => (typeof value === 'object' ? value?.image : value))).size,
  }
}

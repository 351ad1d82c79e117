/** Predictions as a table, one line per scored row. */
export interface PredictionTable {
  columns: string[]
  rows: unknown[][]
}

const columnsMax = 200

/**
 * Reads what `/invocations` answers, whatever form the model gives it. MLflow lays several numbers of a row out one
 * after the other: how many rows were asked tells which are of one row.
 */
export function predictionsOf(answer: unknown, asked?: number): PredictionTable {
  const given = wrapped(isRecord(answer) && 'predictions' in answer ? answer['predictions'] : answer, asked)
  if (Array.isArray(given)) return tableOf(given)
  if (isRecord(given)) {
    const outputs = Object.entries(given)
    const length = outputs.length > 0 && Array.isArray(outputs[0]![1]) ? outputs[0]![1].length : -1
    if (length >= 0 && outputs.every(([, values]) => Array.isArray(values) && values.length === length)) {
      return joined(outputs.map(([name, values]) => [name, tableOf(values as unknown[])] as const))
    }
  }
  return { columns: ['prediction'], rows: [[given]] }
}

function wrapped(given: unknown, asked: number | undefined): unknown {
  if (asked === undefined || asked < 1) return given
  if (Array.isArray(given)) {
    const name = soleKey(given)
    if (name === undefined) return inRows(given, asked)
    const values = (given as Record<string, unknown>[]).map((record) => record[name])
    return given.length > asked ? { [name]: inRows(values, asked) } : given
  }
  if (!isRecord(given)) return given
  return Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, Array.isArray(values) ? inRows(values, asked) : [values]]),
  )
}

/** The values in so many rows, where they can be shared out evenly. */
function inRows(values: unknown[], rows: number): unknown[] {
  const width = values.length / rows
  if (width <= 1 || !Number.isInteger(width)) return values
  return Array.from({ length: rows }, (_, i) => values.slice(i * width, (i + 1) * width))
}

/** The one name that all records have, if they have no other. */
function soleKey(values: unknown[]): string | undefined {
  const keys = new Set(values.flatMap((value) => (isRecord(value) ? Object.keys(value) : ['', ' '])))
  return keys.size === 1 ? [...keys][0] : undefined
}

function tableOf(values: unknown[]): PredictionTable {
  if (values.length > 0 && values.every(isRecord)) {
    const columns = [...new Set(values.flatMap((value) => Object.keys(value)))].slice(0, columnsMax)
    return spread({ columns, rows: values.map((value) => columns.map((name) => value[name])) })
  }
  const width = values.length > 0 && values.every(Array.isArray) ? Math.max(...values.map((v) => v.length)) : 0
  if (width === 0) return { columns: ['prediction'], rows: values.map((value) => [value]) }
  const columns = Array.from({ length: Math.min(width, columnsMax) }, (_, i) => String(i))
  return { columns, rows: (values as unknown[][]).map((value) => columns.map((_, i) => value[i])) }
}

/** A column of records, such as a probability by class, becomes a column for each name. */
function spread({ columns, rows }: PredictionTable): PredictionTable {
  const parts = columns.map((name, i) => {
    const values = rows.map((row) => row[i])
    if (!values.every(isRecord)) return { names: [name], values: values.map((value) => [value]) }
    const keys = [...new Set(values.flatMap((value) => Object.keys(value)))]
    return { names: keys.map((key) => `${name}.${key}`), values: values.map((value) => keys.map((key) => value[key])) }
  })
  return {
    columns: parts.flatMap((part) => part.names).slice(0, columnsMax),
    rows: rows.map((_, i) => parts.flatMap((part) => part.values[i]!).slice(0, columnsMax)),
  }
}

function joined(outputs: (readonly [string, PredictionTable])[]): PredictionTable {
  const names = outputs.flatMap(([name, table]) =>
    table.columns.map((column) => (table.columns.length === 1 ? name : `${name}[${column}]`)),
  )
  const length = outputs[0]?.[1].rows.length ?? 0
  const rows = Array.from({ length }, (_, i) => outputs.flatMap(([, table]) => table.rows[i]!))
  return { columns: names.slice(0, columnsMax), rows: rows.map((row) => row.slice(0, columnsMax)) }
}

export interface Bar {
  label: string
  value: number
}

const binsOfMany = 12
const barsMax = 40

/** Of one row: its numbers. Of many: how often each value came, in classes where there are many numbers. */
export function barsOf(table: PredictionTable): { title: string; bars: Bar[] } {
  if (table.rows.length === 1) {
    const bars = table.columns.flatMap((label, i) => {
      const value = table.rows[0]![i]
      return typeof value === 'number' && Number.isFinite(value) ? [{ label, value }] : []
    })
    return { title: 'Values', bars: bars.slice(0, barsMax) }
  }
  const values = table.rows.map((row) => row[0])
  const title = `${table.columns[0] ?? 'prediction'}, ${values.length} rows`
  if (values.some(Array.isArray)) return { title, bars: [] }
  const distinct = new Set(values)
  if (distinct.size <= binsOfMany || !values.every((value) => typeof value === 'number')) {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(shortText(value), (counts.get(shortText(value)) ?? 0) + 1)
    const bars = [...counts].map(([label, value]) => ({ label, value })).sort((a, b) => b.value - a.value)
    return { title, bars: bars.slice(0, binsOfMany) }
  }
  return { title, bars: histogram(values) }
}

function histogram(values: number[]): Bar[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const width = (high - low) / binsOfMany
  const bars = Array.from({ length: binsOfMany }, (_, i) => ({ label: `${round(low + i * width)}`, value: 0 }))
  for (const value of values) bars[Math.min(binsOfMany - 1, Math.floor((value - low) / width))]!.value++
  return bars
}

const round = (value: number) => Number(value.toPrecision(4))

export const shortText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

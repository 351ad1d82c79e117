import { csvRows } from '../artifacts/fileKinds'
import type { ColumnField, InputSignature, TensorField } from './signature'

/** A row by column; a column that is not in it is missing. */
export type Row = Record<string, unknown>

/** What is to be scored, whatever it is shown as. */
export type Sample =
  | { kind: 'rows'; rows: Row[] }
  | { kind: 'tensors'; tensors: Record<string, unknown> }
  | { kind: 'body'; body: unknown }

export const rowsMax = 1000

/** A problem with what was typed, in words for its author. */
export class SampleError extends Error {}

/** The body of a scoring request. */
export function bodyOf(sample: Sample, signature: InputSignature): string {
  if (sample.kind === 'rows') return JSON.stringify({ dataframe_records: sample.rows })
  if (sample.kind === 'body') return JSON.stringify(sample.body)
  return JSON.stringify({ inputs: isNamed(signature) ? sample.tensors : sample.tensors[''] })
}

/** How many rows there are; undefined where the form does not tell. */
export function rowCount(sample: Sample): number | undefined {
  if (sample.kind === 'rows') return sample.rows.length
  const first = sample.kind === 'tensors' ? Object.values(sample.tensors)[0] : undefined
  return Array.isArray(first) ? first.length : undefined
}

/** What the JSON view shows: the body, laid out. */
export function jsonOf(sample: Sample, signature: InputSignature): string {
  const body = bodyOf(sample, signature)
  const spread = JSON.stringify(JSON.parse(body), null, 2)
  // Lists of numbers are read across.
  return spread.replace(/\[[^[\]{}"]*\]/g, (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))
}

/** Reads any of the forms that `/invocations` takes. */
export function sampleOfJson(text: string, signature: InputSignature): Sample {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new SampleError(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SampleError('A request is an object with dataframe_records, dataframe_split, instances or inputs.')
  }
  return sampleOfBody(body as Record<string, unknown>, signature) ?? { kind: 'body', body }
}

/** A form of request that the form and CSV can show, or null. */
export function sampleOfBody(body: Record<string, unknown>, signature: InputSignature): Sample | null {
  if (signature.kind === 'columns') {
    const rows = recordsOf(body)
    if (rows && rows.length > rowsMax) throw tooMany(rows.length)
    // Columns that the signature does not have stay: the model says what it thinks of them.
    return rows && { kind: 'rows', rows }
  }
  if (signature.kind === 'tensors' && 'inputs' in body) {
    const inputs = body['inputs']
    if (!isNamed(signature)) return { kind: 'tensors', tensors: { '': inputs } }
    if (typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs)) {
      return { kind: 'tensors', tensors: inputs as Record<string, unknown> }
    }
  }
  return null
}

function recordsOf(body: Record<string, unknown>): Row[] | null {
  const records = body['dataframe_records'] ?? body['instances'] ?? body['inputs']
  if (Array.isArray(records) && records.every(isRecord)) return records
  const split = body['dataframe_split']
  if (!isRecord(split) || !Array.isArray(split['columns']) || !Array.isArray(split['data'])) return null
  const columns = split['columns'].map(String)
  return split['data'].map((line: unknown) => {
    const cells = Array.isArray(line) ? line : [line]
    return Object.fromEntries(columns.flatMap((name, i) => (i < cells.length ? [[name, cells[i]]] : [])))
  })
}

/** Whether a sample can be shown as CSV. */
export function hasCsv(signature: InputSignature): boolean {
  return signature.kind === 'columns' || (signature.kind === 'tensors' && isTable(signature.fields))
}

export function csvOf(sample: Sample, signature: InputSignature): string {
  if (sample.kind === 'tensors') {
    const lines = Object.values(sample.tensors)[0]
    const text = (line: unknown) => (Array.isArray(line) ? line.join(',') : String(line))
    return Array.isArray(lines) ? lines.map(text).join('\n') : ''
  }
  if (sample.kind === 'body') return ''
  const known = signature.kind === 'columns' ? signature.fields.map((field) => field.name) : []
  const names = [...new Set([...known, ...sample.rows.flatMap(Object.keys)])]
  // A column that no row has is left out: an empty cell would be a missing value all the same.
  const shown = names.filter((name) => sample.rows.length === 0 || sample.rows.some((row) => name in row))
  const lines = sample.rows.map((row) => shown.map((name) => cellText(row[name])).join(','))
  return [shown.map(quoted).join(','), ...lines].join('\n')
}

/** An empty cell is a missing value, `""` an empty text; numbers and truths are what the signature says they are. */
export function sampleOfCsv(text: string, signature: InputSignature): Sample {
  const lines = csvRows(text.replace(/\n+$/, ''), ',', rowsMax + 2)
  if (signature.kind === 'tensors') return tensorOfCsv(lines, signature.fields[0]!)
  const [names, ...body] = lines
  if (!names || body.length === 0) throw new SampleError('A line with the names of columns and at least one row.')
  if (body.length > rowsMax) throw tooMany(body.length)
  const fields = signature.kind === 'columns' ? signature.fields : []
  const kinds = new Map(fields.map((field) => [field.name, field]))
  return {
    kind: 'rows',
    rows: body.map((cells, line) => {
      if (cells.length !== names.length) {
        throw new SampleError(`Row ${line + 1} has ${cells.length} cells, and there are ${names.length} columns.`)
      }
      return Object.fromEntries(
        names.flatMap((name, i) => (cells[i] === '' ? [] : [[name, valueOfText(cells[i]!, kinds.get(name))]])),
      )
    }),
  }
}

function tensorOfCsv(lines: string[][], field: TensorField): Sample {
  if (lines.length > rowsMax) throw tooMany(lines.length)
  const isText = field.dtype === 'str' || field.dtype === 'object'
  const values = lines.map((cells) => cells.map((cell) => (isText ? cell : numberOr(cell.trim()))))
  return { kind: 'tensors', tensors: { [field.name]: values } }
}

/** What a text in a field or cell means; what is no such value stays text, for the model to refuse. */
export function valueOfText(text: string, field: ColumnField | undefined): unknown {
  switch (field?.kind) {
    case 'integer':
    case 'long':
      return numberOr(text.trim())
    case 'float':
    case 'double':
      return numberOr(text.trim(), true)
    case 'boolean':
      return /^(true|false)$/i.test(text.trim()) ? text.trim().toLowerCase() === 'true' : text
    case 'json':
      try {
        return JSON.parse(text) as unknown
      } catch {
        return text
      }
    case undefined:
      return numberOr(text)
    default:
      return text
  }
}

export function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}

/** A number only if it says the same: whole numbers beyond 2^53 stay text. */
function numberOr(text: string, isRounded = false): number | string {
  const value = Number(text)
  const isPlain = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(value)
  return isPlain && (isRounded || !/^-?\d+$/.test(text) || Number.isSafeInteger(value)) ? value : text
}

/** Something to begin with, where a model has no example. */
export function emptySample(signature: InputSignature): Sample {
  if (signature.kind === 'columns') {
    const pairs = signature.fields.filter((field) => field.isRequired).map((field) => [field.name, emptyValue(field)])
    return { kind: 'rows', rows: [Object.fromEntries(pairs) as Row] }
  }
  if (signature.kind === 'tensors') {
    return { kind: 'tensors', tensors: Object.fromEntries(signature.fields.map((f) => [f.name, zeros(f)])) }
  }
  return { kind: 'body', body: { inputs: [] } }
}

function emptyValue(field: ColumnField): unknown {
  if (['integer', 'long', 'float', 'double'].includes(field.kind)) return 0
  if (field.kind === 'boolean') return false
  if (field.kind === 'datetime') return '2026-01-01T00:00:00'
  return field.kind === 'json' ? [] : ''
}

const zerosMax = 10_000

function zeros({ shape, dtype }: TensorField): unknown {
  const sizes = shape.map((size) => Math.max(1, size))
  if (sizes.reduce((all, size) => all * size, 1) > zerosMax) return []
  const zero = dtype === 'bool' ? false : dtype === 'str' || dtype === 'object' ? '' : 0
  const of = ([size, ...rest]: number[]): unknown =>
    size === undefined ? zero : Array.from({ length: size }, () => of(rest))
  return of(sizes)
}

/** The name in a refusal is that of a field: the longest that stands in it as a word. */
export function fieldNamedIn(message: string, names: readonly string[]): string | null {
  const found = names.filter((name) => {
    const at = message.indexOf(name)
    return at >= 0 && !isWordPart(message[at - 1]) && !isWordPart(message[at + name.length])
  })
  return found.sort((a, b) => b.length - a.length)[0] ?? null
}

const isWordPart = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter)

const isTable = (fields: TensorField[]) => fields.length === 1 && fields[0]!.shape.length === 2

const isNamed = (signature: InputSignature) =>
  signature.kind === 'tensors' && (signature.fields.length > 1 || signature.fields[0]!.name !== '')

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

const tooMany = (count: number) =>
  new SampleError(
    `${count > rowsMax + 1 ? `More than ${rowsMax}` : count} rows: ` +
      `up to ${rowsMax} are scored here, more with tracking predict.`,
  )

function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return value === '' ? '""' : quoted(textOfValue(value))
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

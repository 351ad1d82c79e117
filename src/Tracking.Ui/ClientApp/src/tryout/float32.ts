import type { Row, Sample } from './sample'
import type { ColumnField, InputSignature, TensorField } from './signature'

const digitsMax = 9

/** The shortest decimal that is the same 32-bit number: 5.1 rather than 5.099999904632568. */
export function shortest(value: number): number {
  for (let digits = 1; digits < digitsMax; digits++) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === value) return text
  }
  return Math.fround(value) === value ? Number(value.toPrecision(digitsMax)) : value
}

/** Numbers in lists that are 32-bit ones written with all digits of 64 bits, as the same in their shortest form. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'number') return Math.fround(value) === value ? shortest(value) : value
  return Array.isArray(value) ? value.map(shortened) : value
}

/** Writers of examples widen 32-bit numbers to 64 bits: their shortest form is the same number. */
export function shortSample(sample: Sample, signature: InputSignature): Sample {
  const singles = new Set(
    signature.kind === 'none' ? [] : signature.fields.filter(isSingle).map((field) => field.name),
  )
  const short = (values: Row): Row =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, singles.has(name) ? shortened(value) : value]),
    )
  if (sample.kind === 'rows') return { kind: 'rows', rows: sample.rows.map(short) }
  return sample.kind === 'tensors' ? { kind: 'tensors', tensors: short(sample.tensors) } : sample
}

const isSingle = (field: ColumnField | TensorField) =>
  'dtype' in field ? field.dtype === 'float32' : /(^|array of )float$/.test(field.type)

import { parse } from 'yaml'

/** What a column takes: what a field of the form is made from. */
export interface ColumnField {
  name: string
  /** integer, long, float, double, string, boolean, datetime, binary, or `json` for everything with parts. */
  kind: string
  /** As people read it, such as `array of double`. */
  type: string
  isRequired: boolean
}

export interface TensorField {
  /** Empty where the model takes one tensor without a name. */
  name: string
  dtype: string
  /** -1 for any size. */
  shape: number[]
}

export type InputSignature =
  | { kind: 'columns'; fields: ColumnField[] }
  | { kind: 'tensors'; fields: TensorField[] }
  | { kind: 'none' }

const plainKinds = new Set(['integer', 'long', 'float', 'double', 'string', 'boolean', 'datetime', 'binary'])

/** Of an MLmodel file. A signature that cannot be read is none: requests are then written as JSON. */
export function inputSignatureOf(mlModel: string): InputSignature {
  const file = objectOf(parse(mlModel, { maxAliasCount: 10 }))
  const inputs = objectOf(file['signature'])['inputs']
  const list: unknown = typeof inputs === 'string' ? JSON.parse(inputs) : undefined
  if (!Array.isArray(list) || list.length === 0) return { kind: 'none' }
  const specs = list.map(objectOf)
  return specs[0]!['type'] === 'tensor'
    ? { kind: 'tensors', fields: specs.map(tensorOf) }
    : { kind: 'columns', fields: specs.map(columnOf) }
}

function columnOf(spec: Record<string, unknown>, place: number): ColumnField {
  const type = textOf(spec['type'])
  return {
    name: typeof spec['name'] === 'string' ? spec['name'] : `${place}`,
    kind: plainKinds.has(type) ? type : 'json',
    type: typeText(spec),
    isRequired: spec['required'] !== false && spec['optional'] !== true,
  }
}

function tensorOf(spec: Record<string, unknown>): TensorField {
  const tensor = objectOf(spec['tensor-spec'])
  const shape = Array.isArray(tensor['shape']) ? tensor['shape'].map(Number) : []
  return { name: textOf(spec['name']), dtype: textOf(tensor['dtype']), shape }
}

function typeText(spec: Record<string, unknown>): string {
  if (spec['items']) return `array of ${typeText(objectOf(spec['items']))}`
  if (spec['values']) return `map of ${typeText(objectOf(spec['values']))}`
  if (spec['properties']) {
    const parts = Object.entries(objectOf(spec['properties']))
    return `{ ${parts.map(([key, of]) => `${key}: ${typeText(objectOf(of))}`).join(', ')} }`
  }
  return textOf(spec['type']) || 'any'
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

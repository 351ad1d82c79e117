import { parse } from 'yaml'

/** What a model takes or gives, by name; a tensor without one is known by its place. */
export type Fields = Record<string, string>

/** What the MLmodel file of a version tells. */
export interface MlModel {
  flavors: string[]
  /** What each flavor says of itself, as `key=value` in one line. */
  flavorFacts: Fields
  inputs: Fields
  outputs: Fields
  params: Fields
  /** Of the model's own files, as the writer counted them. */
  bytes: number | undefined
}

/** Files are short; one with aliases that grow without end is refused by the parser. */
export function mlModelOf(text: string): MlModel {
  const file = objectOf(parse(text, { maxAliasCount: 10 }))
  const signature = objectOf(file['signature'])
  return {
    flavors: Object.keys(objectOf(file['flavors'])).sort(),
    flavorFacts: factsOf(objectOf(file['flavors'])),
    inputs: fieldsOf(signature['inputs']),
    outputs: fieldsOf(signature['outputs']),
    params: fieldsOf(signature['params']),
    bytes: typeof file['model_size_bytes'] === 'number' ? file['model_size_bytes'] : undefined,
  }
}

function factsOf(flavors: Record<string, unknown>): Fields {
  const facts = Object.create(null) as Fields
  for (const [flavor, content] of Object.entries(flavors)) {
    facts[flavor] = Object.entries(objectOf(content))
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(' ')
  }
  return facts
}

/** Each part of a signature is JSON within the YAML. */
function fieldsOf(part: unknown): Fields {
  const fields = Object.create(null) as Fields
  if (typeof part !== 'string') return fields
  const list: unknown = JSON.parse(part)
  if (!Array.isArray(list)) return fields
  list.forEach((spec: unknown, place) => {
    const { name, ...type } = objectOf(spec)
    fields[typeof name === 'string' ? name : `${place}`] = typeText(type)
  })
  return fields
}

function typeText(spec: Record<string, unknown>): string {
  const tensor = objectOf(spec['tensor-spec'])
  const isOptional = spec['required'] === false
  const type =
    spec['type'] === 'tensor' ? `${text(tensor['dtype'])} [${text(tensor['shape'])}]` : columnText(spec)
  const standard = 'default' in spec ? ` = ${JSON.stringify(spec['default'])}` : ''
  return type + standard + (isOptional ? ', optional' : '')
}

function columnText(spec: Record<string, unknown>): string {
  const { type, items, properties, values } = spec
  if (items) return `array of ${columnText(objectOf(items))}`
  if (values) return `map of ${columnText(objectOf(values))}`
  if (properties) {
    const inner = Object.entries(objectOf(properties)).map(([key, of]) => `${key}: ${columnText(objectOf(of))}`)
    return `{ ${inner.join(', ')} }`
  }
  return text(type)
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || Array.isArray(value) ? String(value) : ''

/** A field of a dataset: its name and what is said of it. */
export interface DatasetField {
  part: string
  name: string
  type: string
}

/** The fields of a schema as MLflow writes it: columns, or tensors as features and targets. Null for other JSON. */
export function fieldsOfSchema(json: string): DatasetField[] | null {
  const schema = objectOf(parsed(json))
  const columns = parsed(schema['mlflow_colspec'])
  if (Array.isArray(columns)) return columns.map((column, i) => fieldOf('', column, i))
  const tensors = objectOf(parsed(schema['mlflow_tensorspec']))
  const fields = Object.entries(tensors).flatMap(([part, specs]) => {
    const list = parsed(specs)
    return Array.isArray(list) ? list.map((spec, i) => fieldOf(part, spec, i)) : []
  })
  return fields.length > 0 ? fields : null
}

/** What a profile says, as name and value; null for JSON that is no object. */
export function factsOfProfile(json: string): [string, string][] | null {
  const profile = parsed(json)
  if (typeof profile !== 'object' || profile === null || Array.isArray(profile)) return null
  return Object.entries(profile).map(([name, value]) => [name, textOf(value)])
}

function fieldOf(part: string, spec: unknown, place: number): DatasetField {
  const { name, type, required, 'tensor-spec': tensorSpec, shape, dtype } = objectOf(spec)
  const tensor = objectOf(tensorSpec)
  const kind = textOf(tensor['dtype'] ?? dtype ?? type ?? '')
  const dims = textOf(tensor['shape'] ?? shape ?? '')
  return {
    part,
    name: typeof name === 'string' ? name : `${place}`,
    type: [kind, dims].filter(Boolean).join(' ') + (required === false ? ', optional' : ''),
  }
}

/** MLflow puts JSON into JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

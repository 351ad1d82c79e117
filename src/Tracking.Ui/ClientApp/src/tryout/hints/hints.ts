import type { RunDataset } from '../../api/runs'
import type { TryInput } from '../useTryout'

/** What is known of the values of a column. */
export interface Hint {
  low?: number
  high?: number
  /** All values there were, where they are few. */
  values?: string[]
  /** The dataset that says so. */
  source: string
}

export interface Hints {
  /** By column. */
  ranges: Map<string, Hint>
  /** A value of the input example by column. */
  examples: Map<string, unknown>
}

const valuesMax = 20
const columnGroups = ['columns', 'features', 'variables', 'fields']

/**
 * Ranges that profiles of datasets tell, such as `{"columns": {"age": {"min": 18, "max": 99}}}` or what pandas'
 * `describe()` gives; profiles with counts of rows alone tell none.
 */
export function rangesOf(datasets: readonly RunDataset[]): Map<string, Hint> {
  const ranges = new Map<string, Hint>()
  for (const set of datasets) {
    for (const [name, facts] of columnsOf(objectOf(parsed(set.profile)))) {
      const hint = hintOf(facts, set.name)
      if (hint && !ranges.has(name)) ranges.set(name, hint)
    }
  }
  return ranges
}

export function hintsFor(datasets: readonly RunDataset[], input: TryInput | undefined): Hints {
  const first = input?.isExample && input.sample.kind === 'rows' ? input.sample.rows[0] : undefined
  return { ranges: rangesOf(datasets), examples: new Map(Object.entries(first ?? {})) }
}

function columnsOf(profile: Record<string, unknown>): [string, Record<string, unknown>][] {
  const group = columnGroups.map((key) => profile[key]).find((one) => typeof one === 'object' && one !== null)
  if (Array.isArray(group)) {
    return group.map(objectOf).flatMap((one) => (typeof one['name'] === 'string' ? [[one['name'], one]] : []))
  }
  return Object.entries(objectOf(group ?? profile)).map(([name, facts]) => [name, objectOf(facts)])
}

function hintOf(facts: Record<string, unknown>, source: string): Hint | null {
  const number = (...keys: string[]) => keys.map((key) => facts[key]).find((one) => typeof one === 'number')
  const [low, high] = [number('min', 'minimum'), number('max', 'maximum')]
  const values = valuesOf(facts['values'] ?? facts['categories'] ?? facts['value_counts'])
  if (low === undefined && high === undefined && !values) return null
  return { source, ...(low !== undefined && { low }), ...(high !== undefined && { high }), ...(values && { values }) }
}

function valuesOf(given: unknown): string[] | undefined {
  const all = Array.isArray(given) ? given : Object.keys(objectOf(given))
  const texts = all.filter((one) => ['string', 'number', 'boolean'].includes(typeof one)).map(String)
  return texts.length > 0 && texts.length <= valuesMax ? texts : undefined
}

/** Of a field, such as `18 to 99 in customers`. */
export function hintText(hint: Hint | undefined): string {
  if (!hint) return ''
  const { low, high, source } = hint
  if (low !== undefined && high !== undefined) return `${low} to ${high} in ${source}`
  if (low !== undefined) return `from ${low} in ${source}`
  if (high !== undefined) return `up to ${high} in ${source}`
  return hint.values ? `one of ${hint.values.length} in ${source}` : ''
}

/** Whether the value is not among those that are known. */
export function isUnknown(hint: Hint | undefined, value: unknown): boolean {
  if (!hint || value === undefined || value === '') return false
  if (typeof value === 'number') {
    return (hint.low !== undefined && value < hint.low) || (hint.high !== undefined && value > hint.high)
  }
  return typeof value === 'string' && hint.values !== undefined && !hint.values.includes(value)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return null
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

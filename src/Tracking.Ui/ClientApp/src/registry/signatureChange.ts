import type { Fields, MlModel } from './mlModel'

/** A field of the signature that one version has otherwise than the other. */
export interface FieldChange {
  part: 'input' | 'output' | 'param'
  name: string
  from: string | undefined
  to: string | undefined
  /** Whether requests or readers that worked before may fail. */
  isBreaking: boolean
}

const optional = ', optional'

/** What moving from one signature to another changes, what breaks callers first. */
export function signatureChanges(from: MlModel | undefined, to: MlModel | undefined): FieldChange[] {
  if (!from || !to) return []
  return [
    ...changesOf('input', from.inputs, to.inputs, breaksInput),
    ...changesOf('output', from.outputs, to.outputs, (before) => before !== undefined),
    ...changesOf('param', from.params, to.params, (before) => before !== undefined),
  ].sort((a, b) => Number(b.isBreaking) - Number(a.isBreaking))
}

type Breaks = (before: string | undefined, after: string | undefined) => boolean

function changesOf(part: FieldChange['part'], from: Fields, to: Fields, breaks: Breaks): FieldChange[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...names]
    .filter((name) => from[name] !== to[name])
    .map((name) => ({ part, name, from: from[name], to: to[name], isBreaking: breaks(from[name], to[name]) }))
}

/** A new input breaks nobody if it is optional, nor does one that need not be given any more. */
const breaksInput: Breaks = (before, after) =>
  before === undefined ? !after!.endsWith(optional) : after !== `${before}${optional}`

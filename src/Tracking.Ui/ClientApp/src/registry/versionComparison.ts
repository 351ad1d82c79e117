import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { deltaOf } from '../compare/comparison'
import type { Fields, MlModel } from './mlModel'

/** A version with what is known of it. */
export interface VersionFacts {
  version: ModelVersion
  run: Run | undefined
  model: MlModel | undefined
  /** Its files by path, told apart by digest where that is known, by size elsewhere. */
  files: Fields | undefined
}

export type FactValue = string | number | undefined

export interface FactRow {
  name: string
  isMetric: boolean
  /** One per version, in their order; the first is the baseline. */
  values: FactValue[]
  /** From the baseline. */
  deltas: (number | null)[]
  differs: boolean
}

export interface FactSection {
  title: string
  rows: FactRow[]
}

type Facts = Record<string, string | number> | undefined

/** What versions have, row by row; sections without rows are left out. */
export function comparedVersions(all: readonly VersionFacts[], onlyDifferences: boolean): FactSection[] {
  const of = (pick: (facts: VersionFacts) => Facts, isMetric = false) => rowsOf(all.map(pick), isMetric)
  const sections: FactSection[] = [
    { title: 'Metrics', rows: of((facts) => facts.run && withoutSystem(facts.run.metrics), true) },
    { title: 'Inputs', rows: of((facts) => facts.model?.inputs) },
    { title: 'Outputs', rows: of((facts) => facts.model?.outputs) },
    { title: 'Params of the signature', rows: of((facts) => facts.model?.params) },
    { title: 'Params', rows: of((facts) => facts.run?.params) },
    { title: 'Data', rows: of((facts) => facts.run && datasets(facts.run)) },
    { title: 'Files', rows: of((facts) => facts.files) },
    { title: 'Version', rows: of(detailsOf) },
    { title: 'Tags', rows: of((facts) => facts.version.tags) },
  ]
  return sections
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => row.differs || !onlyDifferences) }))
    .filter((section) => section.rows.length > 0)
}

function rowsOf(facts: Facts[], isMetric: boolean): FactRow[] {
  return [...new Set(facts.flatMap((one) => Object.keys(one ?? {})))].sort().map((name) => {
    const values = facts.map((one) => one?.[name])
    return {
      name,
      isMetric,
      values,
      deltas: values.map((value, i) => (i === 0 ? null : deltaOf(value, values[0]))),
      differs: values.some((value) => !Object.is(value, values[0])),
    }
  })
}

const withoutSystem = (metrics: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).filter(([key]) => !key.startsWith('system/')))

function datasets(run: Run): Fields {
  return Object.fromEntries(run.datasets.map((set) => [set.context || set.name, `${set.name} ${set.digest}`]))
}

function detailsOf({ version, run, model }: VersionFacts): Fields {
  return {
    Stage: version.stage,
    ...(version.aliases.length > 0 && { Aliases: version.aliases.join(', ') }),
    ...(version.source && { Source: version.source }),
    ...(model && model.flavors.length > 0 && { Flavors: model.flavors.join(', ') }),
    ...(run?.tags['mlflow.source.git.commit'] && { Commit: run.tags['mlflow.source.git.commit'] }),
  }
}

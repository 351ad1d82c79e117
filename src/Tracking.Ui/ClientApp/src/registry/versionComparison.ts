import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { deltaOf } from '../compare/comparison'
import type { Fields, MlModel } from './mlModel'

/** A version with what is known of it. */
export interface VersionFacts {
  version: ModelVersion
  run: Run | undefined
  model: MlModel | undefined
}

export interface FactRow {
  name: string
  a: string | number | undefined
  b: string | number | undefined
  delta: number | null
  differs: boolean
}

export interface FactSection {
  title: string
  rows: FactRow[]
}

/** What two versions have, row by row; sections without rows are left out. */
export function comparedVersions(a: VersionFacts, b: VersionFacts, onlyDifferences: boolean): FactSection[] {
  const of = (pick: (facts: VersionFacts) => Record<string, string | number> | undefined) => rowsOf(pick(a), pick(b))
  const sections: FactSection[] = [
    { title: 'Metrics', rows: of((facts) => facts.run && withoutSystem(facts.run.metrics)) },
    { title: 'Inputs', rows: of((facts) => facts.model?.inputs) },
    { title: 'Outputs', rows: of((facts) => facts.model?.outputs) },
    { title: 'Params of the signature', rows: of((facts) => facts.model?.params) },
    { title: 'Params', rows: of((facts) => facts.run?.params) },
    { title: 'Data', rows: of((facts) => facts.run && datasets(facts.run)) },
    { title: 'Version', rows: of(detailsOf) },
    { title: 'Tags', rows: of((facts) => facts.version.tags) },
  ]
  return sections
    .map(({ title, rows }) => ({ title, rows: rows.filter((row) => row.differs || !onlyDifferences) }))
    .filter((section) => section.rows.length > 0)
}

function rowsOf(
  a: Record<string, string | number> | undefined = {},
  b: Record<string, string | number> | undefined = {},
): FactRow[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => ({
    name,
    a: a[name],
    b: b[name],
    delta: deltaOf(b[name], a[name]),
    differs: !Object.is(a[name], b[name]),
  }))
}

const withoutSystem = (metrics: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).filter(([key]) => !key.startsWith('system/')))

function datasets(run: Run): Fields {
  return Object.fromEntries(run.datasets.map((set) => [set.context || set.name, `${set.name} ${set.digest}`]))
}

function detailsOf({ version, run, model }: VersionFacts): Fields {
  return {
    Stage: version.stage,
    Aliases: version.aliases.join(', '),
    Source: version.source,
    ...(model && { Flavors: model.flavors.join(', ') }),
    ...(run?.tags['mlflow.source.git.commit'] && { Commit: run.tags['mlflow.source.git.commit'] }),
  }
}

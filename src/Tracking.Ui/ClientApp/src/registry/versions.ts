import type { ModelVersion, RegisteredModel } from '../api/registry'

/** Searches leave out the aliases of versions; the model has them. */
export function withAliases(versions: readonly ModelVersion[], model: RegisteredModel | undefined): ModelVersion[] {
  const of = (version: string) =>
    (model?.aliases ?? []).filter((one) => one.version === version).map((one) => one.alias)
  return versions.map((version) => ({ ...version, aliases: of(version.version) }))
}

import type { ModelVersion, RegisteredModel } from '../api/registry'
import { visible } from '../ui/text'

/** Searches leave out the aliases of versions; the model has them. */
export function withAliases(versions: readonly ModelVersion[], model: RegisteredModel | undefined): ModelVersion[] {
  const of = (version: string) =>
    (model?.aliases ?? []).filter((one) => one.version === version).map((one) => one.alias)
  return versions.map((version) => ({ ...version, aliases: of(version.version) }))
}

/** As people call it: `Version 3 @champion`. */
export const titleOf = (version: ModelVersion) =>
  [`Version ${version.version}`, ...version.aliases.map((alias) => `@${visible(alias)}`)].join(' ')

/** The baseline and those beside it; by default the newest beside the one before. Numbers that do not exist are none. */
export function chosenVersions(versions: ModelVersion[], base: string | null, others: string | null): ModelVersion[] {
  const numbers = (others ?? '').split(',')
  const given = versions.find((one) => one.version === base)
  const asked = numbers.flatMap((number) => versions.filter((one) => one.version === number && one !== given))
  const beside = asked.length > 0 ? asked : versions.filter((one) => one !== given).slice(0, 1)
  const first = given ?? versions.find((one) => !beside.includes(one))
  return first ? [first, ...new Set(beside)] : []
}

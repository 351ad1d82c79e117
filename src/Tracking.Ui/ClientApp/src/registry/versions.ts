import type { ModelVersion, RegisteredModel } from '../api/registry'
import { visible } from '../ui/text'

/** Searches leave out the aliases of versions; the model has them. */
export function withAliases(versions: readonly ModelVersion[], model: RegisteredModel | undefined): ModelVersion[] {
  const of = (version: string) =>
    (model?.aliases ?? []).filter((one) => one.version === version).map((one) => one.alias)
  return versions.map((version) => ({ ...version, aliases: of(version.version) }))
}

export const versionPath = ({ model, version }: ModelVersion) => `/models/${encodeURIComponent(model)}/${version}`

/** As people call it: `Version 3 @champion`. */
export const titleOf = (version: ModelVersion) =>
  [`Version ${version.version}`, ...version.aliases.map((alias) => `@${visible(alias)}`)].join(' ')

export const byNumber = (a: ModelVersion, b: ModelVersion) => Number(a.version) - Number(b.version)

/** The same versions against another baseline: one among them leaves its place to the one before. */
export function rebased(shown: readonly ModelVersion[], base: string): { a: string; b: string } {
  const [before, ...others] = shown.map((one) => one.version)
  return { a: base, b: others.map((number) => (number === base ? before! : number)).join(',') }
}

/** The others of them; the next is the baseline where that one was. */
export function without(shown: readonly ModelVersion[], left: string): { a: string; b: string } {
  const [base = '', ...others] = shown.map((one) => one.version).filter((number) => number !== left)
  return { a: base, b: others.join(',') }
}

/** The baseline and those beside it; by default the newest beside the one before. Unknown numbers are none. */
export function chosenVersions(versions: ModelVersion[], base: string | null, others: string | null): ModelVersion[] {
  const numbers = (others ?? '').split(',')
  const given = versions.find((one) => one.version === base)
  const asked = numbers.flatMap((number) => versions.filter((one) => one.version === number && one !== given))
  const beside = asked.length > 0 ? asked : versions.filter((one) => one !== given).slice(0, 1)
  const first = given ?? versions.find((one) => !beside.includes(one))
  return first ? [first, ...new Set(beside)] : []
}

import type { Endpoint } from '../../api/endpoints'
import type { ModelVersion, RegisteredModel } from '../../api/registry'
import type { VersionChoice } from '../../cli/lines'

/** An endpoint that could be started to score beside a version. */
export interface Start {
  id: string
  title: string
  target: VersionChoice
}

const versionsMax = 20

/** The other aliases and versions of its model that no endpoint serves yet, the newest versions first. */
export function startsOf(
  version: ModelVersion,
  model: RegisteredModel | undefined,
  versions: readonly ModelVersion[],
  endpoints: readonly Endpoint[],
): Start[] {
  const own = endpoints.filter((one) => one.model_name === version.model)
  const aliases = (model?.aliases ?? []).filter(
    (one) => one.version !== version.version && !own.some((endpoint) => endpoint.alias === one.alias),
  )
  const others = versions.filter(
    (one) => one.version !== version.version && !own.some((endpoint) => endpoint.version === one.version),
  )
  return [
    ...aliases.map((one) => ({
      id: `start @${one.alias}`,
      title: `@${one.alias}, version ${one.version}`,
      target: { alias: one.alias },
    })),
    ...others.slice(0, versionsMax).map((one) => ({
      id: `start ${one.version}`,
      title: `version ${one.version}`,
      target: { version: one.version },
    })),
  ]
}

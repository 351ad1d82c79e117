import { readText } from './artifacts'
import { get, post, queryOf, send } from './client'
import { recordOf, type WireModel, type WireVersion } from './wire'

export interface ModelVersion {
  model: string
  version: string
  created: number
  updated: number
  stage: string
  user: string
  description: string
  source: string
  run: string
  /** The logged model behind it; lists leave it out. */
  modelId: string
  status: string
  problem: string
  tags: Record<string, string>
  aliases: string[]
}

export interface RegisteredModel {
  name: string
  created: number
  updated: number
  description: string
  latest: string
  tags: Record<string, string>
  aliases: { alias: string; version: string }[]
}

const pageSize = 1000

export async function searchModels(filter: string, signal: AbortSignal): Promise<RegisteredModel[]> {
  return (
    await everyPage<WireModel>('registered-models/search', 'registered_models', { ...(filter && { filter }) }, signal)
  ).map(modelOf)
}

/** The first of those that match. */
export async function findModels(filter: string, count: number, signal: AbortSignal): Promise<RegisteredModel[]> {
  const query = { filter, max_results: count }
  const found = await get<{ registered_models?: WireModel[] }>('registered-models/search', query, signal)
  return (found.registered_models ?? []).map(modelOf)
}

export async function getModel(name: string, signal: AbortSignal): Promise<RegisteredModel> {
  return modelOf(
    (await get<{ registered_model: WireModel }>('registered-models/get', { name }, signal)).registered_model,
  )
}

export async function versionsOf(name: string, signal: AbortSignal): Promise<ModelVersion[]> {
  const filter = `name = '${name.replaceAll("'", "''")}'`
  const versions = await everyPage<WireVersion>('model-versions/search', 'model_versions', { filter }, signal)
  return versions.map(versionOf).sort((a, b) => Number(b.version) - Number(a.version))
}

/** By its number, or by an alias such as `@champion`. */
export async function getVersion(name: string, version: string, signal: AbortSignal): Promise<ModelVersion> {
  const answer = version.startsWith('@')
    ? get<{ model_version: WireVersion }>('registered-models/alias', { name, alias: version.slice(1) }, signal)
    : get<{ model_version: WireVersion }>('model-versions/get', { name, version }, signal)
  return versionOf((await answer).model_version)
}

async function everyPage<T>(path: string, list: string, query: object, signal: AbortSignal): Promise<T[]> {
  const all: T[] = []
  let token: string | undefined
  do {
    const page: Record<string, unknown> = await get(
      path,
      { ...query, max_results: pageSize, ...(token && { page_token: token }) },
      signal,
    )
    all.push(...((page[list] ?? []) as T[]))
    token = page.next_page_token as string | undefined
  } while (token)
  return all
}

export const createModel = (name: string) => post('registered-models/create', { name })

export const describeModel = (name: string, description: string) =>
  send('PATCH', 'registered-models/update', { name, description })

export const deleteModel = (name: string) => send('DELETE', 'registered-models/delete', { name })

/** Where an alias is expected that is not there yet. */
export const noVersion = '0'

/** Moves it only from the expected version: ABORTED where it is elsewhere by then. */
export const setAlias = (name: string, alias: string, version: string, expected: string) =>
  post('registered-models/alias', { name, alias, version, expected_version: expected })

export const deleteAlias = (name: string, alias: string) => send('DELETE', 'registered-models/alias', { name, alias })

export const setModelTag = (name: string, key: string, value: string) =>
  post('registered-models/set-tag', { name, key, value })

export const deleteModelTag = (name: string, key: string) =>
  send('DELETE', 'registered-models/delete-tag', { name, key })

export const createVersion = (name: string, source: string, run: string) =>
  post<{ model_version: WireVersion }>('model-versions/create', { name, source, ...(run && { run_id: run }) })

export const describeVersion = (name: string, version: string, description: string) =>
  send('PATCH', 'model-versions/update', { name, version, description })

/** With `archive`, versions that are in the stage are archived. */
export const moveToStage = (name: string, version: string, stage: string, archive = false) =>
  post('model-versions/transition-stage', { name, version, stage, archive_existing_versions: archive })

export const setVersionTag = (name: string, version: string, key: string, value: string) =>
  post('model-versions/set-tag', { name, version, key, value })

export const deleteVersionTag = (name: string, version: string, key: string) =>
  send('DELETE', 'model-versions/delete-tag', { name, version, key })

export const deleteVersion = (name: string, version: string) =>
  send('DELETE', 'model-versions/delete', { name, version })

export const versionFileUrl = (name: string, version: string, path: string) =>
  `model-versions/get-artifact?${queryOf({ name, version, path })}`

const textBytes = 1 << 20

/** A small text file of a version; null where it has none of that name. */
export const readVersionText = (name: string, version: string, path: string, signal: AbortSignal) =>
  readText(versionFileUrl(name, version, path), textBytes, signal)

function modelOf(wire: WireModel): RegisteredModel {
  const latest = Math.max(0, ...(wire.latest_versions ?? []).map((version) => Number(version.version)))
  return {
    name: wire.name,
    created: wire.creation_timestamp ?? 0,
    updated: wire.last_updated_timestamp ?? 0,
    description: wire.description ?? '',
    latest: latest > 0 ? String(latest) : '',
    tags: recordOf(wire.tags),
    aliases: wire.aliases ?? [],
  }
}

function versionOf(wire: WireVersion): ModelVersion {
  return {
    model: wire.name,
    version: wire.version,
    created: wire.creation_timestamp ?? 0,
    updated: wire.last_updated_timestamp ?? 0,
    stage: wire.current_stage ?? 'None',
    user: wire.user_id ?? '',
    description: wire.description ?? '',
    source: wire.source ?? '',
    run: wire.run_id ?? '',
    modelId: wire.model_id ?? '',
    status: wire.status ?? 'READY',
    problem: wire.status_message ?? '',
    tags: recordOf(wire.tags),
    aliases: wire.aliases ?? [],
  }
}

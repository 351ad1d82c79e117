import { listAll, type ArtifactFile, type FilePlace } from './artifacts'
import { ApiError, get, queryOf, storeRoot } from './client'
import type { ModelVersion } from './registry'
import { getRun } from './runs'

/** The files of a model version, wherever its source leads. */
export function filesOfVersion(version: ModelVersion): FilePlace {
  const { model: name, version: number } = version
  const url = (query: Record<string, string>) =>
    `model-versions/get-artifact?${queryOf({ name, version: number, ...query })}`
  return {
    key: `version ${name} ${number}`,
    list: (folder, signal) => listFiles(version, folder, signal),
    url: (path) => url({ path }),
    zipUrl: (path) => url({ archive: 'zip', ...(path && { path }) }),
    uri: (folder) => (folder === '' ? `models:/${name}/${number}` : ''),
  }
}

/** The API lists no files of versions: those of the logged model, the run or the store behind it are asked for. */
async function listFiles(version: ModelVersion, folder: string, signal: AbortSignal): Promise<ArtifactFile[]> {
  if (version.modelId && version.source.startsWith('models:/')) {
    return listAll(
      `logged-models/${encodeURIComponent(version.modelId)}/artifacts/directories`,
      folder ? { artifact_directory_path: folder } : {},
      signal,
    )
  }
  const { artifact_uri: location = '' } = await get<{ artifact_uri?: string }>(
    'model-versions/get-download-uri',
    { name: version.model, version: version.version },
    signal,
  )
  const ofRun = /^runs:\/+([^/]+)\/?(.*)$/.exec(location)
  if (ofRun) return listBelow(ofRun[1]!, ofRun[2]!, folder, signal)
  const stored = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*)$/.exec(location)
  if (stored) return listStored(joined(stored[1]!, folder), folder, signal)
  const root = version.run ? (await getRun(version.run, signal)).artifacts : ''
  if (root && location.startsWith(`${root}/`)) {
    return listBelow(version.run, location.slice(root.length + 1), folder, signal)
  }
  throw new ApiError(0, 'ELSEWHERE', `The files lie at '${location}', which this server does not list.`)
}

/** A folder of the run's files; their paths begin at `root`. */
async function listBelow(run: string, root: string, folder: string, signal: AbortSignal): Promise<ArtifactFile[]> {
  const path = joined(root, folder)
  const files = await listAll('artifacts/list', { run_id: run, ...(path && { path }) }, signal)
  const cut = root ? root.replace(/\/+$/, '').length + 1 : 0
  return files.map((file) => ({ ...file, path: file.path.slice(cut) }))
}

/** The store names its files without their folder. */
async function listStored(path: string, folder: string, signal: AbortSignal): Promise<ArtifactFile[]> {
  const files = await listAll(`${storeRoot}artifacts`, { path }, signal)
  return files.map((file) => ({ ...file, path: joined(folder, file.name) }))
}

const joined = (a: string, b: string) => [a.replace(/\/+$/, ''), b].filter(Boolean).join('/')

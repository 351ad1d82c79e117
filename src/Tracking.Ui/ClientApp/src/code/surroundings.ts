import { queryOptions } from '@tanstack/react-query'
import { artifactUrl, listArtifacts, readStart, type ArtifactFile } from '../api/artifacts'
import { packagesOf } from './packages'

/** What a run kept of its code and environment besides tags. */
export interface Surroundings {
  /** Changes that were not committed; null where none were kept. */
  patch: { path: string; text: string; isWhole: boolean } | null
  /** Files that name packages, such as `environment/packages.json`. */
  environments: { path: string; packages: Record<string, string> }[]
  /** What `tracking run` keeps of how it was started. */
  launch: Record<string, unknown> | null
}

const textBytes = 2 << 20
const foldersLooked = 10

/** Where the SDK and `tracking run` put them; other folders may be models with files of their own. */
const patchFile = /(?:^|\/)(?:changes|diff|uncommitted)\.(?:patch|diff)$/
const environmentFile = /(?:^|\/)(?:packages\.json|environment\.lock|requirements\.txt|conda\.ya?ml|python_env\.yaml|packages\.lock\.json)$/
const launchFile = 'project/launch.json'

export const surroundingsOf = (run: string) =>
  queryOptions({
    queryKey: ['surroundings', run],
    queryFn: ({ signal }) => readSurroundings(run, signal),
  })

async function readSurroundings(run: string, signal: AbortSignal): Promise<Surroundings> {
  const files = await filesLooked(run, signal)
  const read = async (path: string) => {
    const part = await readStart(artifactUrl(run, path), textBytes, signal)
    return { path, text: new TextDecoder().decode(part.bytes), isWhole: part.isWhole }
  }
  const patch = files.find((file) => patchFile.test(file.path))
  const launch = files.find((file) => file.path === launchFile)
  const lists = files.filter((file) => environmentFile.test(file.path))
  return {
    patch: patch ? await read(patch.path) : null,
    environments: (await Promise.all(lists.map((file) => read(file.path)))).map(({ path, text }) => ({
      path,
      packages: packagesOf(text),
    })),
    launch: launch ? launchOf((await read(launch.path)).text) : null,
  }
}

/** Files at the top and one folder deep. */
async function filesLooked(run: string, signal: AbortSignal): Promise<ArtifactFile[]> {
  const top = await listArtifacts(run, '', signal)
  const isFirst = (file: ArtifactFile) => (file.name === 'project' || file.name === 'environment' ? 0 : 1)
  const folders = top.filter((file) => file.isFolder).sort((a, b) => isFirst(a) - isFirst(b))
  const inside = await Promise.all(
    folders.slice(0, foldersLooked).map((folder) => listArtifacts(run, folder.path, signal)),
  )
  return [top, ...inside].flat().filter((file) => !file.isFolder)
}

function launchOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The packages of all files together; of two versions the first file's counts. */
export function allPackages(surroundings: Surroundings | undefined): Record<string, string> {
  const all = Object.create(null) as Record<string, string>
  for (const { packages } of surroundings?.environments ?? []) {
    for (const [name, version] of Object.entries(packages)) all[name] ??= version
  }
  return all
}

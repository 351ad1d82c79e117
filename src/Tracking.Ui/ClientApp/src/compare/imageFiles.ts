import { listArtifacts, type ArtifactFile } from '../api/artifacts'
import { kindOfFile } from '../artifacts/fileKinds'
import { imagesIn, isStepImage } from '../charts/images/stepImages'

const foldersLooked = 60
const atOnce = 6

/** The paths of all images of a run, in at most sixty folders. */
export async function imagesOf(run: string, signal: AbortSignal): Promise<string[]> {
  const images: string[] = []
  let folders = ['']
  let left = foldersLooked
  while (folders.length > 0 && left > 0) {
    const now = folders.slice(0, Math.min(atOnce, left))
    left -= now.length
    const inside: ArtifactFile[] = (
      await Promise.all(now.map((folder) => listArtifacts(run, folder, signal)))
    ).flat()
    const isImage = (file: ArtifactFile) => !file.isFolder && kindOfFile(file.path) === 'image'
    const paths = (files: ArtifactFile[]) => files.map((file) => file.path)
    images.push(...paths(inside.filter(isImage)))
    folders = [...folders.slice(now.length), ...paths(inside.filter((file) => file.isFolder))]
  }
  return images
}

/** Paths by what runs have in common: of an image logged at a step its key and step, else the path itself. */
export function imagesByName(paths: readonly string[]): Map<string, string> {
  const stepped = [...imagesIn(paths)].flatMap(([key, images]) =>
    images.map(({ step, path }): [string, string] => [`${key}, step ${step}`, path]),
  )
  const others = paths.filter((path) => !isStepImage(path)).map((path): [string, string] => [path, path])
  return new Map([...others, ...stepped])
}

const naturally = new Intl.Collator('en', { numeric: true })

/** Every name that a run has, those that most runs have first. */
export function commonNames(lists: readonly Iterable<string>[]): string[] {
  const counts = new Map<string, number>()
  for (const names of lists) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || naturally.compare(a[0], b[0])).map(([name]) => name)
}

import { listArtifacts, type ArtifactFile } from '../api/artifacts'
import { kindOfFile } from '../artifacts/fileKinds'

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

/** Every path that a run has, those that most runs have first. */
export function commonPaths(lists: readonly string[][]): string[] {
  const counts = new Map<string, number>()
  for (const path of lists.flat()) counts.set(path, (counts.get(path) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([path]) => path)
}

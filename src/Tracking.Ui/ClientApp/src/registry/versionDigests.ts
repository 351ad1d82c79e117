import type { ArtifactFile, FilePlace } from '../api/artifacts'
import { errorOf } from '../api/client'
import { bytesText } from '../ui/text'
import type { Fields } from './mlModel'

const filesMax = 300
const fileBytesMax = 30_000_000

/** All files below a place, in the order of their paths. */
export async function everyFile(place: FilePlace, signal: AbortSignal): Promise<ArtifactFile[]> {
  const folders = ['']
  const files: ArtifactFile[] = []
  for (let folder = folders.shift(); folder !== undefined && files.length < filesMax; folder = folders.shift()) {
    for (const one of await place.list(folder, signal)) {
      if (one.isFolder) folders.push(one.path)
      else files.push(one)
    }
  }
  return files.slice(0, filesMax).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Files by path with their sizes: enough to see most differences, and cheap. */
export const sizesOf = (files: readonly ArtifactFile[]): Fields =>
  Object.fromEntries(files.map((file) => [file.path, bytesText(file.bytes)]))

/** Whether the browser lets the page compute digests: only over HTTPS or on this machine. */
export const canDigest = () => globalThis.isSecureContext

/**
 * Files by path with size and SHA-256 of their bytes; files that are too large to fetch for that keep their size alone.
 */
export async function digestsOf(place: FilePlace, files: readonly ArtifactFile[], signal: AbortSignal): Promise<Fields> {
  const digests: Fields = {}
  for (const file of files) {
    const size = bytesText(file.bytes)
    digests[file.path] =
      file.bytes > fileBytesMax ? `${size}, not read` : `${size} sha256:${await digestOf(place.url(file.path), signal)}`
  }
  return digests
}

async function digestOf(url: string, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw await errorOf(answer)
  const hash = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer())
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

import { errorOf, get, queryOf } from './client'
import type { WireFile } from './wire'

export interface ArtifactFile {
  path: string
  name: string
  isFolder: boolean
  bytes: number
}

export async function listArtifacts(run: string, folder: string, signal: AbortSignal): Promise<ArtifactFile[]> {
  const files: WireFile[] = []
  let token: string | undefined
  do {
    const page: { files?: WireFile[]; next_page_token?: string } = await get(
      'artifacts/list',
      { run_id: run, ...(folder && { path: folder }), ...(token && { page_token: token }) },
      signal,
    )
    files.push(...(page.files ?? []))
    token = page.next_page_token
  } while (token)
  return files.map((file) => ({
    path: file.path,
    name: file.path.slice(file.path.lastIndexOf('/') + 1),
    isFolder: file.is_dir ?? false,
    bytes: file.file_size ?? 0,
  }))
}

export const artifactUrl = (run: string, path: string) => `get-artifact?${queryOf({ run_id: run, path })}`

export const archiveUrl = (run: string, path: string) =>
  `get-artifact?${queryOf({ run_id: run, archive: 'zip', ...(path && { path }) })}`

/** The beginning of a file: at most `limit` bytes, and whether there are more. */
export async function readArtifact(
  run: string,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; isWhole: boolean }> {
  const answer = await fetch(artifactUrl(run, path), { headers: { Range: `bytes=0-${limit}` }, signal })
  // 416: an empty file has no first byte.
  if (answer.status === 416) return { bytes: new Uint8Array(), isWhole: true }
  if (!answer.ok) throw await errorOf(answer)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { bytes: bytes.subarray(0, limit), isWhole: bytes.length <= limit }
}

/** The end of a file: at most `limit` bytes, and whether that is all of it. */
export async function readArtifactEnd(
  run: string,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; isWhole: boolean }> {
  const answer = await fetch(artifactUrl(run, path), { headers: { Range: `bytes=-${limit}` }, signal })
  if (answer.status === 416) return { bytes: new Uint8Array(), isWhole: true }
  if (!answer.ok) throw await errorOf(answer)
  const from = /^bytes (\d+)-/.exec(answer.headers.get('Content-Range') ?? '')?.[1] ?? '0'
  return { bytes: new Uint8Array(await answer.arrayBuffer()), isWhole: from === '0' }
}

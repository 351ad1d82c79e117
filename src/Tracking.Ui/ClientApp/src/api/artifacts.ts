import { ApiError, errorOf, get, queryOf } from './client'
import type { WireFile } from './wire'

export interface ArtifactFile {
  path: string
  name: string
  isFolder: boolean
  bytes: number
}

/** Where files lie that belong together, such as those of a run or of a model version. Paths are relative to it. */
export interface FilePlace {
  /** Tells places apart, for the cache. */
  key: string
  list: (folder: string, signal: AbortSignal) => Promise<ArtifactFile[]>
  url: (path: string) => string
  /** All files below the folder in one. */
  zipUrl: (folder: string) => string
  /** How clients name a model that lies in the folder; empty where they cannot. */
  uri: (folder: string) => string
}

export const listArtifacts = (
  run: string,
  folder: string,
  signal: AbortSignal,
  most = Infinity,
): Promise<ArtifactFile[]> =>
  listAll('artifacts/list', { run_id: run, ...(folder && { path: folder }) }, signal, most)

/** Every page of a listing, until so many files are there. */
export async function listAll(
  path: string,
  query: object,
  signal: AbortSignal,
  most = Infinity,
): Promise<ArtifactFile[]> {
  const files: WireFile[] = []
  let token: string | undefined
  do {
    const page: { files?: WireFile[]; next_page_token?: string } = await get(
      path,
      { ...query, ...(token && { page_token: token }) },
      signal,
    )
    files.push(...(page.files ?? []))
    token = page.next_page_token
  } while (token && files.length < most)
  return files.slice(0, most).map((file) => ({
    path: file.path,
    name: file.path.slice(file.path.lastIndexOf('/') + 1),
    isFolder: file.is_dir ?? false,
    bytes: file.file_size ?? 0,
  }))
}

export const artifactUrl = (run: string, path: string) => `get-artifact?${queryOf({ run_id: run, path })}`

export const filesOfRun = (run: string): FilePlace => ({
  key: `run ${run}`,
  list: (folder, signal) => listArtifacts(run, folder, signal),
  url: (path) => artifactUrl(run, path),
  zipUrl: (path) => `get-artifact?${queryOf({ run_id: run, archive: 'zip', ...(path && { path }) })}`,
  uri: (folder) => `runs:/${run}/${folder}`,
})

export interface FilePart {
  bytes: Uint8Array<ArrayBuffer>
  isWhole: boolean
}

/** The beginning of a file: at most `limit` bytes, and whether there are no more. */
export async function readStart(url: string, limit: number, signal: AbortSignal): Promise<FilePart> {
  const part = await readRange(url, 0, limit, signal)
  return { bytes: part.bytes.subarray(0, limit), isWhole: part.bytes.length <= limit }
}

/** The end of a file: at most `limit` bytes, and whether that is all of it. */
export async function readEnd(url: string, limit: number, signal: AbortSignal): Promise<FilePart> {
  const answer = await fetch(url, { headers: { Range: `bytes=-${limit}` }, signal })
  if (answer.status === 416) return { bytes: new Uint8Array(), isWhole: true }
  if (!answer.ok) throw await errorOf(answer)
  const from = /^bytes (\d+)-/.exec(answer.headers.get('Content-Range') ?? '')?.[1] ?? '0'
  return { bytes: new Uint8Array(await answer.arrayBuffer()), isWhole: from === '0' }
}

/** The bytes `from` to `last`, fewer at the end of the file, and how many it has in all. */
export async function readRange(
  url: string,
  from: number,
  last: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; total: number }> {
  const answer = await fetch(url, { headers: { Range: `bytes=${from}-${last}` }, signal })
  // 416: an empty file has no first byte.
  if (answer.status === 416) return { bytes: new Uint8Array(), total: totalOf(answer) ?? from }
  if (!answer.ok) throw await errorOf(answer)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  // 200: a server that gives whole files only.
  return answer.status === 206
    ? { bytes, total: totalOf(answer) ?? from + bytes.length }
    : { bytes: bytes.subarray(from, last + 1), total: bytes.length }
}

const totalOf = (answer: Response): number | undefined => {
  const total = /\/(\d+)$/.exec(answer.headers.get('Content-Range') ?? '')?.[1]
  return total === undefined ? undefined : Number(total)
}

/** A short text file of a run; null where it has none of that name. */
export async function readText(url: string, limit: number, signal: AbortSignal): Promise<string | null> {
  try {
    return new TextDecoder().decode((await readStart(url, limit, signal)).bytes)
  } catch (error) {
    // The stock server answers 500 where a file is missing.
    if (error instanceof ApiError && (error.status === 404 || error.status === 500)) return null
    throw error
  }
}

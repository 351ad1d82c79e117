/** An answer that is not 2xx, or none at all (`status` 0). The message is the server's own. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Of the store of artifacts; such a path is not put below `apiRoot` either. */
export const storeRoot = 'ajax-api/2.0/mlflow-artifacts/'

/** Of what MLflow's API does not have; such a path is not put below `apiRoot` either. */
export const ownApiRoot = 'ajax-api/2.0/tracking/'

type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Paths are relative to the page's base, so that a static prefix is respected. */
export const apiRoot = 'ajax-api/2.0/mlflow/'

/** Of the newer routes; a path that begins with it is not put below `apiRoot`. */
export const newApiRoot = 'ajax-api/3.0/mlflow/'

export function get<T>(path: string, query: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
  return send('GET', `${path}?${queryOf(query)}`, undefined, signal)
}

export function post<T = object>(path: string, body: object, signal?: AbortSignal): Promise<T> {
  return send('POST', path, body, signal)
}

export async function send<T>(verb: Verb, path: string, body?: object, signal?: AbortSignal): Promise<T> {
  let answer: Response
  try {
    const isWhole = [newApiRoot, storeRoot, ownApiRoot].some((root) => path.startsWith(root))
    answer = await fetch(isWhole ? path : apiRoot + path, {
      method: verb,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'NO_ANSWER', 'The server does not answer. Is it running, and is this machine online?')
  }
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as T
}

/** What an unsuccessful answer says, in the server's words where it has any. */
export async function errorOf(answer: Response): Promise<ApiError> {
  const text = await answer.text()
  try {
    const { error_code: code, message } = JSON.parse(text) as { error_code?: string; message?: string }
    return new ApiError(answer.status, code ?? 'UNKNOWN', message ?? answer.statusText)
  } catch {
    return new ApiError(answer.status, 'UNKNOWN', text.slice(0, 500) || answer.statusText)
  }
}

export function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    for (const item of Array.isArray(value)
      ? (value as (string | number | boolean)[])
      : [value as string | number | boolean | null | undefined]) {
      if (item !== undefined && item !== null) query.append(key, String(item))
    }
  }
  return query.toString()
}

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { ApiError, errorOf, get, ownApiRoot, post } from './client'

export type EndpointState = 'STARTING' | 'READY' | 'RESTARTING' | 'STOPPING' | 'STOPPED' | 'FAILED'

export interface Count {
  name: string
  count: number
}

export interface EndpointFigures {
  requests: number
  requests_last_minute: number
  errors: Count[]
  p50_ms?: number
  p95_ms?: number
  p99_ms?: number
  rows: number
  executions: number
  waiting: number
  swaps: number
  versions: Count[]
  batch_rows: Count[]
}

export interface Endpoint {
  name: string
  model_name: string
  version?: string
  alias?: string
  model_uri: string
  state: EndpointState
  state_message?: string
  url?: string
  process_id?: number
  creation_timestamp: number
  ready_timestamp?: number
  seen_timestamp?: number
  restarts: number
  figures: EndpointFigures
}

export interface EndpointSample {
  timestamp: number
  duration_ms: number
  requests: number
  errors: number
  p50_ms?: number
  p99_ms?: number
  rows: number
  executions: number
}

export interface EndpointList {
  endpoints: Endpoint[]
  enabled: boolean
  disabled_reason?: string
  endpoints_max: number
  machine: string
  tracking_uri: string
}

export interface EndpointEvent {
  timestamp: number
  kind: 'STARTED' | 'READY' | 'SWAPPED' | 'RESTARTED' | 'STOPPED' | 'FAILED'
  message?: string
}

/** A request to the serve host, as its access log tells of it. */
export interface EndpointRequest {
  timestamp: number
  method: string
  path: string
  status: number
  duration_ms: number
  request_bytes?: number
}

export interface EndpointDetails {
  endpoint: Endpoint
  samples: EndpointSample[]
  /** Oldest first. */
  events: EndpointEvent[]
  /** The last that were answered and the last that failed, newest first. */
  requests: EndpointRequest[]
  log: string[]
}

export interface LoadFigures {
  requests: number
  failed: number
  requests_per_second?: number
  rows_per_second?: number
  p50_ms?: number
  p95_ms?: number
  p99_ms?: number
  max_ms?: number
}

export interface LoadTest {
  load_test_id: string
  endpoint: string
  model_uri: string
  state: 'RUNNING' | 'FINISHED' | 'CANCELLED' | 'FAILED'
  connections: number
  seconds: number
  rows_per_request?: number
  machine: string
  start_timestamp: number
  elapsed_ms: number
  figures: LoadFigures
  errors: Count[]
  first_error?: string
  by_second: LoadFigures[]
}

const root = `${ownApiRoot}endpoints/`
const tests = `${ownApiRoot}load-tests/`

export const listEndpoints = (signal: AbortSignal) => get<EndpointList>(`${root}list`, {}, signal)

export const getEndpoint = (name: string, signal: AbortSignal) => get<EndpointDetails>(`${root}get`, { name }, signal)

export async function createEndpoint(model: string, target: { version: string } | { alias: string }, name?: string) {
  const body = { model_name: model, ...target, ...(name && { name }) }
  return (await post<{ endpoint: Endpoint }>(`${root}create`, body)).endpoint
}

export const startEndpoint = (name: string) => post(`${root}start`, { name })

export const stopEndpoint = (name: string) => post(`${root}stop`, { name })

export const deleteEndpoint = (name: string) => post(`${root}delete`, { name })

export interface Scored {
  answer: unknown
  /** As the server measured it, without the way to the browser. */
  milliseconds: number | undefined
}

/** Where scripts score with an endpoint through this server. */
export const scoringPath = (name: string) => `${root}${encodeURIComponent(name)}/invocations`

/** Scores a request; what the model refuses is an error in its own words. */
export async function score(name: string, body: string): Promise<Scored> {
  let answer: Response
  try {
    answer = await fetch(scoringPath(name), {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
  } catch {
    throw new ApiError(0, 'NO_ANSWER', 'The server does not answer. Is it running, and is this machine online?')
  }
  if (!answer.ok) throw await errorOf(answer)
  const took = /endpoint;dur=([\d.]+)/.exec(answer.headers.get('Server-Timing') ?? '')?.[1]
  return { answer: await answer.json(), milliseconds: took === undefined ? undefined : Number(took) }
}

export async function startLoadTest(plan: {
  endpoint: string
  connections: number
  seconds: number
  rows_per_request?: number
  request: string
}) {
  return (await post<{ load_test: LoadTest }>(`${tests}start`, plan)).load_test
}

export async function listLoadTests(model: string, signal: AbortSignal) {
  return (await get<{ load_tests: LoadTest[] }>(`${tests}list`, { model_name: model }, signal)).load_tests
}

export const cancelLoadTest = (id: string) => post(`${tests}cancel`, { load_test_id: id })

import { get, newApiRoot, post } from './client'

/** How a trace or span ended; a trace that still runs is `IN_PROGRESS`. */
export type TraceState = 'OK' | 'ERROR' | 'IN_PROGRESS' | 'STATE_UNSPECIFIED'

/** What is known of a trace without its spans. Times are in milliseconds. */
export interface TraceInfo {
  id: string
  name: string
  experiment: string
  run: string
  time: number
  duration: number | undefined
  state: TraceState
  request: string
  response: string
  tags: Record<string, string>
  metadata: Record<string, string>
}

export interface SpanEvent {
  name: string
  /** Milliseconds since the trace began. */
  at: number
  attributes: Record<string, unknown>
}

/** A step of a trace; times are in milliseconds since the trace began. */
export interface Span {
  id: string
  parent: string
  name: string
  kind: string
  start: number
  end: number
  isError: boolean
  message: string
  inputs: string
  outputs: string
  attributes: Record<string, unknown>
  events: SpanEvent[]
}

export interface Trace {
  info: TraceInfo
  spans: Span[]
}

interface WireInfo {
  trace_id: string
  trace_location?: { mlflow_experiment?: { experiment_id?: string } }
  request_time?: string
  execution_duration?: string
  state?: TraceState
  request_preview?: string
  response_preview?: string
  tags?: Record<string, string>
  trace_metadata?: Record<string, string>
}

interface WireAttribute {
  key: string
  value?: WireValue
}

type WireValue = Record<string, unknown>

interface WireSpan {
  span_id?: string
  parent_span_id?: string
  name?: string
  start_time_unix_nano?: number
  end_time_unix_nano?: number
  attributes?: WireAttribute[]
  events?: { name?: string; time_unix_nano?: number; attributes?: WireAttribute[] }[]
  status?: { code?: string; message?: string }
}

const pageSize = 100

export interface TracePage {
  traces: TraceInfo[]
  next: string | undefined
}

/** The newest first. */
export async function searchTraces(
  experiment: string,
  filter: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<TracePage> {
  const page = await post<{ traces?: WireInfo[]; next_page_token?: string }>(
    `${newApiRoot}traces/search`,
    {
      locations: [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experiment } }],
      max_results: pageSize,
      order_by: ['timestamp_ms DESC'],
      ...(filter && { filter }),
      ...(token && { page_token: token }),
    },
    signal,
  )
  return { traces: (page.traces ?? []).map(infoOf), next: page.next_page_token }
}

export async function getTrace(id: string, signal: AbortSignal): Promise<Trace> {
  const { trace } = await get<{ trace: { trace_info: WireInfo; spans?: WireSpan[] } }>(
    `${newApiRoot}traces/get`,
    { trace_id: id },
    signal,
  )
  const spans = trace.spans ?? []
  const begun = Math.min(...spans.map((span) => span.start_time_unix_nano ?? Infinity))
  return { info: infoOf(trace.trace_info), spans: spans.map((span) => spanOf(span, begun)) }
}

function infoOf(wire: WireInfo): TraceInfo {
  const { tags = {}, trace_metadata: metadata = {} } = wire
  return {
    id: wire.trace_id,
    name: tags['mlflow.traceName'] ?? '',
    experiment: wire.trace_location?.mlflow_experiment?.experiment_id ?? '',
    run: metadata['mlflow.sourceRun'] ?? '',
    time: wire.request_time ? Date.parse(wire.request_time) : 0,
    duration: wire.execution_duration === undefined ? undefined : parseFloat(wire.execution_duration) * 1000,
    state: wire.state ?? 'STATE_UNSPECIFIED',
    request: wire.request_preview ?? '',
    response: wire.response_preview ?? '',
    tags,
    metadata,
  }
}

const nanosPerMilli = 1e6

/** Shown apart, or only of use to programs. */
const apart = new Set(['mlflow.spanInputs', 'mlflow.spanOutputs', 'mlflow.spanType', 'mlflow.traceRequestId'])

function spanOf(wire: WireSpan, begun: number): Span {
  const all = attributesOf(wire.attributes)
  const start = wire.start_time_unix_nano ?? begun
  return {
    id: wire.span_id ?? '',
    parent: wire.parent_span_id ?? '',
    name: wire.name ?? '',
    kind: textOf(all['mlflow.spanType'] ?? all['openinference.span.kind']),
    start: (start - begun) / nanosPerMilli,
    end: ((wire.end_time_unix_nano ?? start) - begun) / nanosPerMilli,
    isError: wire.status?.code === 'STATUS_CODE_ERROR',
    message: wire.status?.message ?? '',
    inputs: textOf(all['mlflow.spanInputs'] ?? all['input.value']),
    outputs: textOf(all['mlflow.spanOutputs'] ?? all['output.value']),
    attributes: Object.fromEntries(Object.entries(all).filter(([key]) => !apart.has(key))),
    events: (wire.events ?? []).map((event) => ({
      name: event.name ?? '',
      at: ((event.time_unix_nano ?? begun) - begun) / nanosPerMilli,
      attributes: attributesOf(event.attributes),
    })),
  }
}

function attributesOf(attributes: WireAttribute[] | undefined): Record<string, unknown> {
  const record = Object.create(null) as Record<string, unknown>
  for (const { key, value } of attributes ?? []) record[key] = plainOf(value)
  return record
}

/** OpenTelemetry wraps each value in an object that names its type. */
function plainOf(value: WireValue | undefined): unknown {
  const [[kind, inner] = ['', undefined]] = Object.entries(value ?? {})
  switch (kind) {
    case 'array_value':
      return ((inner as { values?: WireValue[] }).values ?? []).map(plainOf)
    case 'kvlist_value':
      return attributesOf((inner as { values?: WireAttribute[] }).values)
    default:
      return inner
  }
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

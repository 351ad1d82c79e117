import type { Life } from './experiments'
import { get, ownApiRoot, post } from './client'
import { numberOf, recordOf, type WireRun } from './wire'

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED'

export interface RunDataset {
  name: string
  digest: string
  context: string
  sourceType: string
  source: string
  schema: string
  profile: string
}

/** A run with the last value of each metric. Times are in milliseconds; 0 = not yet. */
export interface Run {
  id: string
  name: string
  experiment: string
  user: string
  status: RunStatus
  start: number
  end: number
  life: Life
  artifacts: string
  metrics: Record<string, number>
  params: Record<string, string>
  tags: Record<string, string>
  datasets: RunDataset[]
  models: { id: string; step: number }[]
}

export const parentTag = 'mlflow.parentRunId'

export interface RunQuery {
  experiments: string[]
  filter: string
  orderBy: string[]
  life: Life
}

export interface RunPage {
  runs: Run[]
  next: string | undefined
  milliseconds: number
}

export async function searchRuns(
  query: RunQuery,
  size: number,
  token: string | undefined,
  signal: AbortSignal,
): Promise<RunPage> {
  const begun = performance.now()
  const page = await post<{ runs?: WireRun[]; next_page_token?: string }>(
    'runs/search',
    {
      ...wantedBy(query),
      max_results: size,
      ...(query.orderBy.length > 0 && { order_by: query.orderBy }),
      ...(token && { page_token: token }),
    },
    signal,
  )
  return {
    runs: (page.runs ?? []).map(runOf),
    next: page.next_page_token,
    milliseconds: performance.now() - begun,
  }
}

/** How many runs all pages hold together. */
export async function countRuns(query: RunQuery, signal: AbortSignal): Promise<number> {
  const answer = await post<{ count?: number }>(`${ownApiRoot}runs/count`, wantedBy(query), signal)
  return answer.count ?? 0
}

const wantedBy = (query: RunQuery) => ({
  experiment_ids: query.experiments,
  run_view_type: query.life === 'active' ? 'ACTIVE_ONLY' : 'DELETED_ONLY',
  ...(query.filter && { filter: query.filter }),
})

export async function getRun(id: string, signal?: AbortSignal): Promise<Run> {
  return runOf((await get<{ run: WireRun }>('runs/get', { run_id: id }, signal)).run)
}

export const renameRun = (id: string, name: string) => post('runs/update', { run_id: id, run_name: name })

export const deleteRun = (id: string) => post('runs/delete', { run_id: id })

export const restoreRun = (id: string) => post('runs/restore', { run_id: id })

export const setRunTag = (id: string, key: string, value: string) => post('runs/set-tag', { run_id: id, key, value })

export const deleteRunTag = (id: string, key: string) => post('runs/delete-tag', { run_id: id, key })

function runOf({ info, data = {}, inputs = {}, outputs = {} }: WireRun): Run {
  const { start_time: start = 0, end_time: end = 0 } = info
  const metrics = Object.create(null) as Record<string, number>
  for (const metric of data.metrics ?? []) metrics[metric.key] = numberOf(metric.value)
  return {
    id: info.run_id,
    name: info.run_name ?? '',
    experiment: info.experiment_id,
    user: info.user_id ?? '',
    status: (info.status ?? 'RUNNING') as RunStatus,
    start,
    end,
    life: info.lifecycle_stage === 'deleted' ? 'deleted' : 'active',
    artifacts: info.artifact_uri ?? '',
    metrics,
    params: recordOf(data.params),
    tags: recordOf(data.tags),
    datasets: (inputs.dataset_inputs ?? []).map(datasetOf),
    models: (outputs.model_outputs ?? []).map((model) => ({ id: model.model_id ?? '', step: model.step ?? 0 })),
  }
}

type WireDatasetInput = NonNullable<NonNullable<WireRun['inputs']>['dataset_inputs']>[number]

function datasetOf({ dataset = {}, tags }: WireDatasetInput): RunDataset {
  return {
    name: dataset.name ?? '',
    digest: dataset.digest ?? '',
    context: recordOf(tags)['mlflow.data.context'] ?? '',
    sourceType: dataset.source_type ?? '',
    source: dataset.source ?? '',
    schema: dataset.schema ?? '',
    profile: dataset.profile ?? '',
  }
}

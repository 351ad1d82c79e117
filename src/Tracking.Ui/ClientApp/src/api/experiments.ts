import { get, post } from './client'
import { recordOf, type WireExperiment } from './wire'

export type Life = 'active' | 'deleted'

export interface Experiment {
  id: string
  name: string
  life: Life
  artifacts: string
  created: number
  updated: number
  tags: Record<string, string>
}

export const noteTag = 'mlflow.note.content'

interface Page {
  experiments?: WireExperiment[]
  next_page_token?: string
}

const pageSize = 1000

export interface ExperimentQuery {
  filter: string
  life: Life
  orderBy: string
}

export interface ExperimentPage {
  experiments: Experiment[]
  next: string | undefined
}

export async function searchExperiments(
  query: ExperimentQuery,
  token: string | undefined,
  signal: AbortSignal,
): Promise<ExperimentPage> {
  const page = await post<Page>(
    'experiments/search',
    {
      max_results: pageSize,
      view_type: query.life === 'active' ? 'ACTIVE_ONLY' : 'DELETED_ONLY',
      order_by: [query.orderBy],
      ...(query.filter && { filter: query.filter }),
      ...(token && { page_token: token }),
    },
    signal,
  )
  return { experiments: (page.experiments ?? []).map(experimentOf), next: page.next_page_token }
}

export async function getExperiment(id: string, signal: AbortSignal): Promise<Experiment> {
  const answer = await get<{ experiment: WireExperiment }>('experiments/get', { experiment_id: id }, signal)
  return experimentOf(answer.experiment)
}

export async function createExperiment(name: string): Promise<string> {
  return (await post<{ experiment_id: string }>('experiments/create', { name })).experiment_id
}

export const renameExperiment = (id: string, name: string) =>
  post('experiments/update', { experiment_id: id, new_name: name })

export const deleteExperiment = (id: string) => post('experiments/delete', { experiment_id: id })

export const restoreExperiment = (id: string) => post('experiments/restore', { experiment_id: id })

export const setExperimentTag = (id: string, key: string, value: string) =>
  post('experiments/set-experiment-tag', { experiment_id: id, key, value })

export const deleteExperimentTag = (id: string, key: string) =>
  post('experiments/delete-experiment-tag', { experiment_id: id, key })

function experimentOf(wire: WireExperiment): Experiment {
  return {
    id: wire.experiment_id,
    name: wire.name,
    life: wire.lifecycle_stage === 'deleted' ? 'deleted' : 'active',
    artifacts: wire.artifact_location ?? '',
    created: wire.creation_time ?? 0,
    updated: wire.last_update_time ?? 0,
    tags: recordOf(wire.tags),
  }
}

import { post } from './client'

/** A model that a run logged. */
export interface LoggedModel {
  id: string
  name: string
  kind: string
  status: string
  problem: string
  created: number
  registrations: { name: string; version: string }[]
}

interface WireLoggedModel {
  info: {
    model_id: string
    name?: string
    model_type?: string
    status?: string
    status_message?: string
    creation_timestamp_ms?: number
    registrations?: { name: string; version: string }[]
  }
}

const modelsShown = 50

/** The models that name the run as their source, the newest first; at most 50. */
export async function modelsOfRun(experiment: string, run: string, signal: AbortSignal): Promise<LoggedModel[]> {
  const { models = [] } = await post<{ models?: WireLoggedModel[] }>(
    'logged-models/search',
    {
      experiment_ids: [experiment],
      filter: `source_run_id = '${run}'`,
      max_results: modelsShown,
      order_by: [{ field_name: 'creation_timestamp_ms', ascending: false }],
    },
    signal,
  )
  return models.map(({ info }) => ({
    id: info.model_id,
    name: info.name ?? '',
    kind: info.model_type ?? '',
    status: (info.status ?? '').replace(/^LOGGED_MODEL_/, ''),
    problem: info.status_message ?? '',
    created: info.creation_timestamp_ms ?? 0,
    registrations: info.registrations ?? [],
  }))
}

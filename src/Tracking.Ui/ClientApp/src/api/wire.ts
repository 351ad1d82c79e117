/** Shapes of the REST API as they travel; only this folder knows them. */

export interface WireTag {
  key: string
  value?: string
}

export type WireNumber = number | 'NaN' | 'Infinity' | '-Infinity'

export interface WireMetric {
  key: string
  value?: WireNumber
  timestamp?: number
  step?: number
  run_id?: string
}

export interface WireExperiment {
  experiment_id: string
  name: string
  artifact_location?: string
  lifecycle_stage?: string
  last_update_time?: number
  creation_time?: number
  tags?: WireTag[]
}

export interface WireRun {
  info: {
    run_id: string
    run_name?: string
    experiment_id: string
    user_id?: string
    status?: string
    start_time?: number
    end_time?: number
    artifact_uri?: string
    lifecycle_stage?: string
  }
  data?: { metrics?: WireMetric[]; params?: WireTag[]; tags?: WireTag[] }
  inputs?: {
    dataset_inputs?: {
      tags?: WireTag[]
      dataset?: {
        name?: string
        digest?: string
        source_type?: string
        source?: string
        schema?: string
        profile?: string
      }
    }[]
    model_inputs?: { model_id?: string }[]
  }
  outputs?: { model_outputs?: { model_id?: string; step?: number }[] }
}

export interface WireFile {
  path: string
  is_dir?: boolean
  file_size?: number
}

export interface WireVersion {
  name: string
  version: string
  creation_timestamp?: number
  last_updated_timestamp?: number
  user_id?: string
  current_stage?: string
  description?: string
  source?: string
  run_id?: string
  model_id?: string
  status?: string
  status_message?: string
  tags?: WireTag[]
  aliases?: string[]
}

export interface WireModel {
  name: string
  creation_timestamp?: number
  last_updated_timestamp?: number
  description?: string
  latest_versions?: WireVersion[]
  tags?: WireTag[]
  aliases?: { alias: string; version: string }[]
}

/** JSON has no NaN: it travels as text. */
export function numberOf(value: WireNumber | undefined): number {
  return typeof value === 'number' ? value : value === undefined ? 0 : Number(value)
}

/** Tags and params by key; without a prototype, so that a tag named `constructor` is only a tag. */
export function recordOf(tags: WireTag[] | undefined): Record<string, string> {
  const record = Object.create(null) as Record<string, string>
  for (const tag of tags ?? []) record[tag.key] = tag.value ?? ''
  return record
}

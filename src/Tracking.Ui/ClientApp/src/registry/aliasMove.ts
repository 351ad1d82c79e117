import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { deltaOf } from '../compare/comparison'
import { visible } from '../ui/text'

export interface MetricChange {
  key: string
  from: number | undefined
  to: number | undefined
  delta: number | null
}

/** The metrics that are others in the run of the version moved to, the keys that both have first. */
export function metricChanges(from: Run | undefined, to: Run | undefined): MetricChange[] {
  const keys = new Set([...Object.keys(from?.metrics ?? {}), ...Object.keys(to?.metrics ?? {})])
  return [...keys]
    .filter((key) => !key.startsWith('system/'))
    .map((key) => ({
      key,
      from: from?.metrics[key],
      to: to?.metrics[key],
      delta: deltaOf(to?.metrics[key], from?.metrics[key]),
    }))
    .filter(({ delta }) => delta !== 0)
    .sort((a, b) => Number(a.delta === null) - Number(b.delta === null) || (a.key < b.key ? -1 : 1))
}

export const holderOf = (versions: readonly ModelVersion[], alias: string) =>
  versions.find((version) => version.aliases.includes(alias))

/** Said in place of a move where the alias is no longer where the reader saw it. */
export function conflictText(alias: string, seen: string | undefined, now: ModelVersion | undefined): string {
  const by = now?.user ? `, registered by ${visible(now.user)},` : ''
  const where = now === undefined ? 'is gone by now' : `is at version ${now.version}${by} by now`
  const before = seen === undefined ? 'there was none' : `it was at version ${seen}`
  return (
    `@${visible(alias)} ${where}: ${before} when you looked, and somebody moved it meanwhile. Nothing was changed. ` +
    'Look again to compare with where it is now, and move it if you still want to.'
  )
}

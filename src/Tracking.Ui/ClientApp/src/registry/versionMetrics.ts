import type { Run } from '../api/runs'
import { deltaOf } from '../compare/comparison'
import { bestOf, type Goal } from '../runs/goals'
import { digitsFor } from '../ui/text'
import { goalOf } from './goalTags'

/** A metric of the runs behind versions, in the order of the versions. */
export interface VersionMetric {
  name: string
  goal: Goal | null
  values: (number | undefined)[]
  /** How far each is from that of the version they are measured by. */
  deltas: (number | null)[]
  best: number | null
  digits: number
}

const shownMax = 2

/** The metrics that tell most: those with a goal, then those that most versions have; none of the machine. */
export function metricsOfVersions(
  runs: readonly (Run | undefined)[],
  reference: number,
  tags: Record<string, string> | undefined,
): VersionMetric[] {
  const counts = new Map<string, number>()
  for (const name of runs.flatMap((run) => Object.keys(run?.metrics ?? {}))) {
    if (!name.startsWith('system/')) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const rank = ([name, count]: [string, number]) => (goalOf(name, tags) ? runs.length + 1 : 0) + count
  return [...counts]
    .sort((a, b) => rank(b) - rank(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, shownMax)
    .map(([name]) => metricOf(name, runs, reference, goalOf(name, tags)))
}

function metricOf(name: string, runs: readonly (Run | undefined)[], at: number, goal: Goal | null): VersionMetric {
  const values = runs.map((run) => run?.metrics[name])
  const deltas = values.map((value, i) => (i === at ? null : deltaOf(value, values[at]) || null))
  const digits = digitsFor(values.filter((value) => value !== undefined))
  return { name, goal, values, deltas, best: bestOf(values, goal), digits }
}

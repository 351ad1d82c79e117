import { goalOfName } from '../compare/goals'
import type { Goal } from '../runs/goals'

/** A tag of the registered model says which way a metric gets better, where its name does not or says it wrongly. */
export const goalTag = (metric: string) => `tracking.goal.${metric}`

/** What the model's team says of the metric, else what its name tells. */
export function goalOf(metric: string, tags: Record<string, string> | undefined): Goal | null {
  const said = tags?.[goalTag(metric)]
  if (said === 'max' || said === 'min') return said
  return said === 'none' ? null : goalOfName(metric)
}

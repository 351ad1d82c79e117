import { goalOfName, type Goal } from '../compare/goals'

/** A tag of the registered model says which way a metric gets better, where its name does not or says it wrongly. */
export const goalTag = (metric: string) => `tracking.goal.${metric}`

/** What the model's team says of the metric, else what its name tells. */
export function goalOf(metric: string, tags: Record<string, string> | undefined): Goal | null {
  const said = tags?.[goalTag(metric)]
  if (said === 'max' || said === 'min') return said
  return said === 'none' ? null : goalOfName(metric)
}

/** The next of higher, lower and neither. */
export const nextGoal = (goal: Goal | null): Goal | 'none' => (goal === 'max' ? 'min' : goal === 'min' ? 'none' : 'max')

export const goalText = (goal: Goal | null) =>
  goal === 'max' ? 'higher is better' : goal === 'min' ? 'lower is better' : 'neither way is better'

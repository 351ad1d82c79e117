/** Whether more of a metric is better, or less. */
export type Goal = 'max' | 'min'

export type Goals = ReadonlyMap<string, Goal>

/** The experiment's tag that says so: a line for each metric, such as `max:val/accuracy`. */
export const goalTag = 'tracking.goal'

export function goalsOf(tags: Record<string, string>): Goals {
  const lines = (tags[goalTag] ?? '').split('\n').map((line) => /^(max|min):(.+)$/.exec(line.trim()))
  return new Map(lines.flatMap((found): [string, Goal][] => (found ? [[found[2]!, found[1] as Goal]] : [])))
}

/** The tag's text once that metric has another goal, or none. */
export function withGoal(goals: Goals, metric: string, goal: Goal | null): string {
  const others = [...goals].filter(([key]) => key !== metric)
  const all = goal === null ? others : [...others, [metric, goal] as const]
  return all.map(([key, its]) => `${its}:${key}`).join('\n')
}

/** The next of more, less and neither. */
export const nextGoal = (goal: Goal | null | undefined): Goal | null =>
  goal === 'max' ? 'min' : goal === 'min' ? null : 'max'

export const goalText = (goal: Goal | null | undefined) =>
  goal === 'max' ? 'more is better' : goal === 'min' ? 'less is better' : 'neither way is better'

/** Green for what came nearer to the goal, red for what went away from it, nothing where none is known. */
export function toneOf(delta: number, goal: Goal | null | undefined): 'ok' | 'bad' | 'mut' {
  if (!goal || delta === 0) return 'mut'
  return delta > 0 === (goal === 'max') ? 'ok' : 'bad'
}

/** The best of values; null where no goal is known or none is better than another. */
export function bestOf(values: readonly unknown[], goal: Goal | null | undefined): number | null {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  if (!goal || new Set(numbers).size < 2) return null
  return goal === 'max' ? Math.max(...numbers) : Math.min(...numbers)
}

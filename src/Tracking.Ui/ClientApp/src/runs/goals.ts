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

/** Green for what came nearer to the goal, red for what went away from it, nothing where none is known. */
export function toneOf(delta: number, goal: Goal | undefined): 'ok' | 'bad' | 'mut' {
  if (goal === undefined || delta === 0) return 'mut'
  return delta > 0 === (goal === 'max') ? 'ok' : 'bad'
}

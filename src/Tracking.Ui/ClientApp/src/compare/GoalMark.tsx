import type { Goal } from '../runs/goals'
import { visible } from '../ui/text'

interface GoalMarkProps {
  metric: string
  goal: Goal | undefined
  /** Null where the runs are of several experiments: none of them could keep it. */
  onGoal: ((metric: string, goal: Goal | null) => void) | null
}

/** Which way is better, and changes it: the colours of the differences are not its only sign. */
export function GoalMark({ metric, goal, onGoal }: GoalMarkProps) {
  const words = goalWords(goal)
  const arrow = goal === 'max' ? '↑' : goal === 'min' ? '↓' : '–'
  if (!onGoal) return <span title={words}>{goal && arrow}</span>
  return (
    <button
      type="button"
      className="b s q i"
      title={`${words}; click to change`}
      aria-label={`${visible(metric)}: ${words}`}
      onClick={() => onGoal(metric, goal === 'max' ? 'min' : goal === 'min' ? null : 'max')}
    >
      {arrow}
    </button>
  )
}

const goalWords = (goal: Goal | undefined) =>
  goal === 'max' ? 'more is better' : goal === 'min' ? 'less is better' : 'neither way is better'

import { goalText, nextGoal, type Goal } from '../runs/goals'
import { visible } from '../ui/text'

interface GoalMarkProps {
  metric: string
  goal: Goal | null | undefined
  /** Null where nothing could keep it, such as for runs of several experiments. */
  onGoal: ((metric: string, goal: Goal | null) => void) | null
}

/** Which way is better, and changes it: the colours of the differences are not its only sign. */
export function GoalMark({ metric, goal, onGoal }: GoalMarkProps) {
  const words = goalText(goal)
  const arrow = goal === 'max' ? '↑' : goal === 'min' ? '↓' : '–'
  if (!onGoal) return <span title={words}>{goal && arrow}</span>
  return (
    <button
      type="button"
      className="b s q i"
      title={`${words}; click to change`}
      aria-label={`${visible(metric)}: ${words}`}
      onClick={() => onGoal(metric, nextGoal(goal))}
    >
      {arrow}
    </button>
  )
}

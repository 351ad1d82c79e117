import { toneOf, type Goal } from '../runs/goals'
import { numberText } from '../ui/text'

/** How far a value is from the baseline's, coloured by whether that is for the better. */
export function Delta({ delta, goal }: { delta: number; goal: Goal | null | undefined }) {
  const tone = toneOf(delta, goal)
  return (
    <span className={tone}>
      {delta > 0 ? '+' : ''}
      {numberText(delta, 3)}
      <span className="hidden-text">{toneWords[tone]}</span>
    </span>
  )
}

const toneWords = { ok: ' better', bad: ' worse', mut: '' }

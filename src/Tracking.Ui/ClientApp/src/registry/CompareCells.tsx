import { isBetter, type Goal } from '../compare/goals'
import { KeyName, Value } from '../ui/Name'
import { numberText, visible } from '../ui/text'
import { goalText } from './goalTags'
import type { FactRow, FactValue } from './versionComparison'

export interface GoalProps {
  /** Which way a metric gets better. */
  goal: (metric: string) => Goal | null
  onGoal: (metric: string) => void
}

/** The name of a row; that of a metric says and changes which way is better. */
export function RowName({ row, goal, onGoal }: GoalProps & { row: FactRow }) {
  const now = goal(row.name)
  return (
    <span className="row" style={{ gap: 4 }}>
      <KeyName text={row.name} />
      {row.isMetric && (
        <button
          type="button"
          className="b s q i"
          title={`${goalText(now)}; click to change`}
          aria-label={`${visible(row.name)}: ${goalText(now)}`}
          onClick={() => onGoal(row.name)}
        >
          {now === 'max' ? '↑' : now === 'min' ? '↓' : '–'}
        </button>
      )}
    </span>
  )
}

interface CellProps {
  value: FactValue
  delta: number | null
  goal: Goal | null
}

/** A value and how far it is from the baseline's, coloured by whether that is for the better. */
export function FactCell({ value, delta, goal }: CellProps) {
  if (value === undefined) return <span className="mut">–</span>
  const better = isBetter(delta, goal)
  return (
    <span className="row" title={visible(String(value))}>
      {typeof value === 'number' ? numberText(value, 6) : <Value text={value} />}
      {delta !== null && delta !== 0 && (
        <small className={better === null ? 'mut' : better ? 'ok' : 'bad'}>
          {delta > 0 ? '+' : ''}
          {numberText(delta, 3)}
          {better !== null && <span className="hidden-text">{better ? ', better' : ', worse'}</span>}
        </small>
      )}
    </span>
  )
}

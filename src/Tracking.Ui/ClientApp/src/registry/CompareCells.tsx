import { ComparedCell } from '../compare/ComparedCell'
import { GoalMark } from '../compare/GoalMark'
import { bestOf, type Goal } from '../runs/goals'
import { KeyName } from '../ui/Name'
import { digitsFor, numberText } from '../ui/text'
import type { FactRow } from './versionComparison'

export interface GoalProps {
  /** Which way a metric gets better. */
  goal: (metric: string) => Goal | null
  onGoal: (metric: string, goal: Goal | null) => void
}

/** The name of a fact; that of a metric says and changes which way is better. */
export const RowName = ({ row, goal, onGoal }: GoalProps & { row: FactRow }) => (
  <span className="row fact-name">
    <KeyName text={row.name} />
    {row.isMetric && <GoalMark metric={row.name} goal={goal(row.name)} onGoal={onGoal} />}
  </span>
)

/** What the values of one fact have in common. */
interface FactCommon {
  row: FactRow
  goal: Goal | null
  best: number | null
  digits: number
  /** Where the versions are columns, the baseline's is tinted. */
  isTinted: boolean
}

export function commonOf(row: FactRow, goalOf: GoalProps['goal'], isTinted: boolean): FactCommon {
  const goal = row.isMetric ? goalOf(row.name) : null
  const digits = digitsFor(row.values.filter((value): value is number => typeof value === 'number'))
  return { row, goal, best: bestOf(row.values, goal), digits, isTinted }
}

/** A version's value of a fact, and how far it is from the baseline's, which is the first. */
export function FactCell({ row, at, goal, best, digits, isTinted }: FactCommon & { at: number }) {
  const value = row.values[at]
  return (
    <ComparedCell
      text={value === undefined ? null : typeof value === 'number' ? numberText(value, digits) : value}
      exact={String(value ?? '')}
      isMetric={row.isMetric}
      isTinted={isTinted && at === 0}
      isSame={at > 0 && Object.is(value, row.values[0])}
      isBest={best !== null && value === best}
      delta={row.deltas[at] || null}
      goal={goal}
    />
  )
}

import { Link } from 'wouter'
import type { Run } from '../api/runs'
import { cellText, exactText } from '../runs/cellText'
import { colorTag, strokesFor } from '../runs/colors'
import { keyOf, kindOf, titleOf, type ColumnId } from '../runs/columns'
import { bestOf, type Goal, type Goals } from '../runs/goals'
import { swatch } from '../runs/RunLine'
import { KeyName, Name } from '../ui/Name'
import { digitsFor, visible } from '../ui/text'
import { ComparedActs } from './ComparedActs'
import { ComparedCell } from './ComparedCell'
import type { CompareTableProps } from './CompareTable'
import { deltaOf, type ComparedRow } from './comparison'
import { GoalMark } from './GoalMark'

type Strokes = ReturnType<typeof strokesFor>

export const strokesOf = (runs: readonly Run[]): Strokes =>
  strokesFor(runs.map((run) => ({ id: run.id, color: run.tags[colorTag] })))

export function RunLink({ run, strokes }: { run: Run; strokes: Strokes }) {
  return (
    <span className="row">
      <span className="sw" style={swatch(strokes.get(run.id))} />
      <Link href={`/runs/${run.id}/overview`} className="ell strong">
        <Name text={run.name || run.id} />
      </Link>
    </span>
  )
}

interface RunActsProps {
  run: Run
  isBase: boolean
  onBase: (id: string) => void
  onRemove: (id: string) => void
}

export const RunActs = ({ run, isBase, onBase, onRemove }: RunActsProps) => (
  <ComparedActs
    name={visible(run.name || run.id)}
    isBase={isBase}
    onBase={() => onBase(run.id)}
    onRemove={() => onRemove(run.id)}
  />
)

interface FactNameProps extends Pick<CompareTableProps, 'goals' | 'onGoal'> {
  id: ColumnId
}

/** The name of what is compared; that of a metric says and changes which way is better. */
export function FactName({ id, goals, onGoal }: FactNameProps) {
  const metric = keyOf(id)
  return (
    <span className="row fact-name">
      <KeyName text={titleOf(id)} />
      {kindOf(id) === 'metric' && <GoalMark metric={metric} goal={goals.get(metric)} onGoal={onGoal} />}
    </span>
  )
}

/** What the values of one fact have in common. */
export interface FactCommon {
  row: ComparedRow
  /** Which run the others are compared with. */
  base: number
  goal: Goal | undefined
  best: number | null
  digits: number
  now: number
  /** Where the runs are columns, the baseline's is tinted. */
  isTinted: boolean
}

type Rest = Pick<FactCommon, 'base' | 'now' | 'isTinted'>

export function commonOf(row: ComparedRow, goals: Goals, rest: Rest): FactCommon {
  const isMetric = kindOf(row.id) === 'metric'
  const goal = isMetric ? goals.get(keyOf(row.id)) : undefined
  return { row, goal, best: bestOf(row.values, goal), digits: digitsOf(row), ...rest }
}

/** As many digits as tell the values of a metric apart. */
const digitsOf = (row: ComparedRow) =>
  digitsFor(row.values.filter((value): value is number => typeof value === 'number'))

/** A run's value of a fact, and how far it is from the baseline's. */
export function ValueCell({ row, at, base, goal, best, digits, now, isTinted }: FactCommon & { at: number }) {
  const value = row.values[at]
  const isMetric = kindOf(row.id) === 'metric'
  const isSame = at !== base && String(value) === String(row.values[base])
  return (
    <ComparedCell
      text={value === undefined ? null : cellText(value, row.id, digits, now)}
      exact={exactText(value, row.id)}
      isMetric={isMetric}
      isTinted={isTinted && at === base}
      isSame={isSame}
      isBest={best !== null && value === best}
      delta={isMetric && at !== base && !isSame ? deltaOf(value, row.values[base]) : null}
      goal={goal}
    />
  )
}

import { Link } from 'wouter'
import type { Run } from '../api/runs'
import { cellText, exactText } from '../runs/cellText'
import { kindOf, type CellValue } from '../runs/columns'
import { toneOf, type Goal } from '../runs/goals'
import { colorTag, strokesFor } from '../runs/colors'
import { swatch } from '../runs/RunLine'
import { Button } from '../ui/Button'
import { Name, Value } from '../ui/Name'
import { digitsFor, numberText, visible } from '../ui/text'
import { deltaOf, type ComparedRow } from './comparison'

type Strokes = ReturnType<typeof strokesFor>

export const strokesOf = (runs: readonly Run[]): Strokes =>
  strokesFor(runs.map((run) => ({ id: run.id, color: run.tags[colorTag] })))

/** As many digits as tell the values of a metric apart. */
export const digitsOf = (row: ComparedRow) =>
  digitsFor(row.values.filter((value): value is number => typeof value === 'number'))

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

export function RunActs({ run, isBase, onBase, onRemove }: RunActsProps) {
  return (
    <span className="row">
      <Button kind="small quiet" aria-pressed={isBase} onClick={() => onBase(run.id)}>
        {isBase ? 'Baseline' : 'Make baseline'}
      </Button>
      <Button
        kind="small quiet"
        icon="close"
        label={`Leave out ${visible(run.name || run.id)}`}
        onClick={() => onRemove(run.id)}
      />
    </span>
  )
}

interface ValueCellProps {
  row: ComparedRow
  /** Which run's value. */
  at: number
  /** Which run the others are compared with. */
  base: number
  goal: Goal | undefined
  digits: number
  now: number
  /** Where the runs are columns, the baseline's is tinted. */
  isTinted: boolean
}

/** A value and how far it is from the baseline's, coloured by whether that is for the better. */
export function ValueCell({ row, at, base, goal, digits, now, isTinted }: ValueCellProps) {
  const value = row.values[at]
  const isMetric = kindOf(row.id) === 'metric'
  const isSame = at !== base && String(value) === String(row.values[base])
  const delta = isMetric && at !== base && !isSame ? deltaOf(value, row.values[base]) : null
  const classes = [isTinted && at === base ? 'base' : '', isMetric ? 'num' : '', isSame ? 'mut' : '']
  return (
    <td className={classes.filter(Boolean).join(' ')}>
      <span
        className="row"
        style={{ justifyContent: isMetric ? 'flex-end' : 'flex-start' }}
        title={exactText(value, row.id)}
      >
        {delta !== null && (
          <small className={toneOf(delta, goal)}>
            {delta > 0 ? '+' : ''}
            {numberText(delta, 3)}
            <span className="hidden-text">{toneWords[toneOf(delta, goal)]}</span>
          </small>
        )}
        <Shown value={value} text={cellText(value, row.id, digits, now)} />
      </span>
    </td>
  )
}

const toneWords = { ok: ' better', bad: ' worse', mut: '' }

const Shown = ({ value, text }: { value: CellValue; text: string }) =>
  value === undefined ? <span className="mut">–</span> : <Value text={text} />

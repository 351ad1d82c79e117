import type { Goal } from '../runs/goals'
import { Value } from '../ui/Name'
import { visible } from '../ui/text'
import { Delta } from './Delta'

export interface ComparedCellProps {
  /** Null where there is no value. */
  text: string | null
  /** As it was logged. */
  exact: string
  isMetric: boolean
  /** Of the baseline that is a column, which is tinted as a whole. */
  isTinted: boolean
  /** Like the baseline's: differences stand out. */
  isSame: boolean
  isBest: boolean
  /** From the baseline's; null where there is none. */
  delta: number | null
  goal: Goal | null | undefined
}

/** A value of what is compared, whether it stands in a row or a column. */
export function ComparedCell({ text, exact, isMetric, isTinted, isSame, isBest, delta, goal }: ComparedCellProps) {
  const classes = [isTinted ? 'base' : '', isMetric ? 'num' : '', isSame ? 'mut' : '']
  return (
    <td className={classes.filter(Boolean).join(' ')}>
      <span className="row" title={visible(isBest ? `${exact}, the best` : exact)}>
        {delta !== null && (
          <small>
            <Delta delta={delta} goal={goal} />
          </small>
        )}
        {text === null ? <span className="mut">–</span> : isBest ? <Best text={text} /> : <Value text={text} />}
      </span>
    </td>
  )
}

const Best = ({ text }: { text: string }) => (
  <b className="best">
    {text}
    <span className="hidden-text"> best</span>
  </b>
)

import type { Run } from '../api/runs'
import { keyOf, kindOf, titleOf } from '../runs/columns'
import type { Goal, Goals } from '../runs/goals'
import { KeyName } from '../ui/Name'
import { useNow } from '../ui/useNow'
import { digitsOf, RunActs, RunLink, strokesOf, ValueCell } from './CompareCells'
import type { ComparedRow, ComparedSection } from './comparison'
import { GoalMark } from './GoalMark'

export interface CompareTableProps {
  runs: Run[]
  base: Run
  sections: ComparedSection[]
  goals: Goals
  /** Null where the runs are of several experiments: none of them could keep it. */
  onGoal: ((metric: string, goal: Goal | null) => void) | null
  onBase: (id: string) => void
  onRemove: (id: string) => void
}

/** Runs are columns; the baseline is tinted and the others say how far they are from it. */
export function CompareTable({ runs, base, sections, goals, onGoal, onBase, onRemove }: CompareTableProps) {
  const strokes = strokesOf(runs)
  const at = runs.indexOf(base)
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Table of differences">
      <table className="plain compared" style={{ minWidth: 180 + runs.length * 132 }}>
        <thead>
          <tr>
            <th>
              <span className="hidden-text">Name</span>
            </th>
            {runs.map((run) => (
              <th key={run.id} className={run === base ? 'base' : ''}>
                <RunLink run={run} strokes={strokes} />
                <RunActs run={run} isBase={run === base} onBase={onBase} onRemove={onRemove} />
              </th>
            ))}
          </tr>
        </thead>
        {sections.map((section) => (
          <tbody key={section.title}>
            <tr>
              <th scope="rowgroup" colSpan={runs.length + 1} className="section-name">
                {section.title} <span className="mut">{section.rows.length}</span>
              </th>
            </tr>
            {section.rows.map((row) => (
              <Line key={row.id} {...{ row, onGoal }} base={at} goal={goals.get(keyOf(row.id))} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

type LineProps = Pick<CompareTableProps, 'onGoal'> & { row: ComparedRow; base: number; goal: Goal | undefined }

function Line({ row, base, goal, onGoal }: LineProps) {
  const now = useNow()
  const common = { row, base, goal, now, digits: digitsOf(row), isTinted: true }
  return (
    <tr>
      <td className="sec">
        <span className="row">
          <KeyName text={titleOf(row.id)} />
          {kindOf(row.id) === 'metric' && <GoalMark metric={keyOf(row.id)} {...{ goal, onGoal }} />}
        </span>
      </td>
      {row.values.map((_, i) => (
        <ValueCell key={i} at={i} {...common} />
      ))}
    </tr>
  )
}

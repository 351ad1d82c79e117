import type { Run } from '../api/runs'
import type { Goal, Goals } from '../runs/goals'
import { useNow } from '../ui/useNow'
import { commonOf, FactName, RunActs, RunLink, strokesOf, ValueCell } from './CompareCells'
import type { ComparedRow, ComparedSection } from './comparison'

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
              <Line key={row.id} {...{ row, goals, onGoal }} base={at} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

type LineProps = Pick<CompareTableProps, 'goals' | 'onGoal'> & { row: ComparedRow; base: number }

function Line({ row, base, goals, onGoal }: LineProps) {
  const now = useNow()
  const common = commonOf(row, goals, { base, now, isTinted: true })
  return (
    <tr>
      <td className="sec">
        <FactName id={row.id} goals={goals} onGoal={onGoal} />
      </td>
      {row.values.map((_, i) => (
        <ValueCell key={i} at={i} {...common} />
      ))}
    </tr>
  )
}

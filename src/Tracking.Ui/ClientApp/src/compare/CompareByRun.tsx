import { kindOf } from '../runs/columns'
import { SectionHeads } from '../ui/SectionHeads'
import { useNow } from '../ui/useNow'
import { commonOf, FactName, RunActs, RunLink, strokesOf, ValueCell } from './CompareCells'
import type { CompareTableProps } from './CompareTable'

/** Runs are rows: for more of them than stand beside each other. */
export function CompareByRun({ runs, base, sections, goals, onGoal, onBase, onRemove }: CompareTableProps) {
  const now = useNow()
  const strokes = strokesOf(runs)
  const at = runs.indexOf(base)
  const columns = sections.flatMap((section) =>
    section.rows.map((row) => ({
      key: `${section.title} ${row.id}`,
      common: commonOf(row, goals, { base: at, now, isTinted: false }),
    })),
  )
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Table of differences">
      <table className="plain transposed">
        <thead>
          <SectionHeads of="Run" sections={sections} />
          <tr>
            <th>Run</th>
            {columns.map(({ key, common: { row } }) => (
              <th key={key} className={kindOf(row.id) === 'metric' ? 'num' : ''}>
                <FactName id={row.id} goals={goals} onGoal={onGoal} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, i) => (
            <tr key={run.id} className={i === at ? 'base' : ''}>
              <th scope="row">
                <span className="row">
                  <RunLink run={run} strokes={strokes} />
                  <span className="end">
                    <RunActs run={run} isBase={i === at} onBase={onBase} onRemove={onRemove} />
                  </span>
                </span>
              </th>
              {columns.map(({ key, common }) => (
                <ValueCell key={key} at={i} {...common} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { Link } from 'wouter'
import type { Run } from '../api/runs'
import { cellText, exactText } from '../runs/cellText'
import { keyOf, kindOf, titleOf } from '../runs/columns'
import { toneOf, type Goal, type Goals } from '../runs/goals'
import { colorTag, strokesFor } from '../runs/colors'
import { swatch } from '../runs/RunLine'
import { Button } from '../ui/Button'
import { KeyName, Name, Value } from '../ui/Name'
import { digitsFor, numberText, visible } from '../ui/text'
import { useNow } from '../ui/useNow'
import { deltaOf, type ComparedRow, type ComparedSection } from './comparison'

interface CompareTableProps {
  runs: Run[]
  base: Run
  sections: ComparedSection[]
  goals: Goals
  onBase: (id: string) => void
  onRemove: (id: string) => void
}

/** Runs are columns; the baseline is tinted and the others say how far they are from it. */
export function CompareTable({ runs, base, sections, goals, onBase, onRemove }: CompareTableProps) {
  const strokes = strokesFor(runs.map((run) => ({ id: run.id, color: run.tags[colorTag] })))
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
                <span className="row">
                  <span className="sw" style={swatch(strokes.get(run.id))} />
                  <Link href={`/runs/${run.id}/overview`} className="ell strong">
                    <Name text={run.name || run.id} />
                  </Link>
                </span>
                <span className="row">
                  <Button kind="small quiet" aria-pressed={run === base} onClick={() => onBase(run.id)}>
                    {run === base ? 'Baseline' : 'Make baseline'}
                  </Button>
                  <Button
                    kind="small quiet"
                    icon="close"
                    label={`Leave out ${visible(run.name || run.id)}`}
                    onClick={() => onRemove(run.id)}
                  />
                </span>
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
              <Line key={row.id} row={row} base={at} goal={goals.get(keyOf(row.id))} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Line({ row, base, goal }: { row: ComparedRow; base: number; goal: Goal | undefined }) {
  const now = useNow()
  const digits = digitsFor(row.values.filter((value): value is number => typeof value === 'number'))
  const isMetric = kindOf(row.id) === 'metric'
  return (
    <tr>
      <td className="sec">
        <span className="row">
          <KeyName text={titleOf(row.id)} />
        </span>
      </td>
      {row.values.map((value, i) => {
        const isSame = i !== base && String(value) === String(row.values[base])
        const delta = isMetric && i !== base && !isSame ? deltaOf(value, row.values[base]) : null
        return (
          <td key={i} className={`${i === base ? 'base' : ''} ${isMetric ? 'num' : ''} ${isSame ? 'mut' : ''}`}>
            <span
              className="row"
              style={{ justifyContent: isMetric ? 'flex-end' : 'flex-start' }}
              title={exactText(value, row.id)}
            >
              {delta !== null && (
                <small className={toneOf(delta, goal)}>
                  {delta > 0 ? '+' : ''}
                  {numberText(delta, 3)}
                </small>
              )}
              {value === undefined ? (
                <span className="mut">–</span>
              ) : (
                <Value text={cellText(value, row.id, digits, now)} />
              )}
            </span>
          </td>
        )
      })}
    </tr>
  )
}

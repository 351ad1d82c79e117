import { useMemo } from 'react'
import { countText, numberText, visible } from '../ui/text'
import { LongValue } from './LongValue'
import { barsOf, predictionsOf, shortText, type PredictionTable } from './predictions'
import type { Row } from './sample'
import { isLong } from './tensorText'

const titleMax = 400

const cellText = (value: unknown) => (typeof value === 'number' ? numberText(value, 6) : visible(shortText(value)))

/** A value as it stands in a line; long lists by their sizes and how they begin. */
const Shown = ({ value }: { value: unknown }) => (isLong(value) ? <LongValue value={value} /> : cellText(value))

/** What was scored stands as it was typed. */
const Given = ({ value }: { value: unknown }) => (isLong(value) ? <LongValue value={value} /> : visible(shortText(value)))

const titleOf = (value: unknown) => (isLong(value) ? undefined : visible(shortText(value)).slice(0, titleMax))

/** The prediction of one row, or how those of many are spread. */
export function Figures({ answer, asked }: { answer: unknown; asked: number | undefined }) {
  const table = useMemo(() => predictionsOf(answer, asked), [answer, asked])
  const { title, bars } = useMemo(() => barsOf(table), [table])
  const most = Math.max(0, ...bars.map((bar) => Math.abs(bar.value))) || 1
  const single = table.rows.length === 1 ? table.rows[0] : undefined
  return (
    <>
      {single && table.columns.length <= 4 && (
        <div className="row wrap" style={{ alignItems: 'baseline', gap: 16, marginBottom: 12 }}>
          {single.map((value, i) => (
            <span key={i}>
              <span className="mut">{visible(table.columns[i] ?? '')}</span>
              {isLong(value) ? <LongValue value={value} /> : <div className="figure">{cellText(value).slice(0, 200)}</div>}
            </span>
          ))}
        </div>
      )}
      {bars.length > 0 && (bars.length > 1 || !single) && (
        <>
          <p className="mut">{visible(title)}</p>
          <ul className="value-bars" aria-label={visible(title)}>
            {bars.map((bar, i) => (
              <li key={i}>
                <bdi className="ell sec">{visible(bar.label)}</bdi>
                <span>
                  <i style={{ width: `${(100 * Math.abs(bar.value)) / most}%` }} />
                </span>
                <span className="num">{single ? numberText(bar.value, 4) : countText(bar.value)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {single && bars.length === 0 && table.columns.length > 4 && <PredictionTableView table={table} rows={[]} />}
    </>
  )
}

const inputColumns = 12

interface PredictionRowsProps {
  answer: unknown
  /** How many rows were scored, where that is known. */
  asked: number | undefined
  rows: Row[]
}

/** Predictions beside the rows that they are for. */
export function PredictionRows({ answer, asked, rows }: PredictionRowsProps) {
  const table = useMemo(() => predictionsOf(answer, asked), [answer, asked])
  return table.rows.length > 1 ? <PredictionTableView table={table} rows={rows} /> : null
}

function PredictionTableView({ table, rows }: { table: PredictionTable; rows: Row[] }) {
  const names = rows.length === table.rows.length ? Object.keys(rows[0] ?? {}).slice(0, inputColumns) : []
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Predictions" style={{ maxHeight: 420 }}>
      <table className="plain csv">
        <thead>
          <tr>
            <th className="num" style={{ width: 64 }}>
              Row
            </th>
            {table.columns.map((name, i) => (
              <th key={i}>{visible(name)}</th>
            ))}
            {names.map((name) => (
              <th key={name}>
                <span className="mut">{visible(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, i) => (
            <tr key={i}>
              <td className="num mut">{i + 1}</td>
              {cells.map((value, j) => (
                <td key={j} title={titleOf(value)}>
                  <Shown value={value} />
                </td>
              ))}
              {names.map((name) => (
                <td key={name} className="sec" title={titleOf(rows[i]?.[name])}>
                  <Given value={rows[i]?.[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useMemo, useState } from 'react'
import type { FilePlace } from '../api/artifacts'
import { Button } from '../ui/Button'
import { countText, numberText, plural, visible } from '../ui/text'
import { summaryOf, type ColumnSummary, type DataTable, type TableCell } from './tables'

const rowsAtOnce = 500
const columnsShown = 100

/** A table with what each column holds above it. */
export function TableView({ table, place }: { table: DataTable; place: FilePlace }) {
  const [shown, setShown] = useState(rowsAtOnce)
  const columns = table.columns.slice(0, columnsShown)
  const summaries = useMemo(
    () => table.columns.slice(0, columnsShown).map((_, i) => summaryOf(table.rows, i)),
    [table],
  )
  const left = table.rows.length - shown
  return (
    <>
      <p className="mut table-sum">
        {table.isCut && 'The first '}
        {plural(table.rows.length, 'row')}, {plural(table.columns.length, 'column')}
        {table.columns.length > columnsShown && `, of which ${columnsShown} are shown`}
      </p>
      <table className="plain csv">
        <thead>
          <tr>
            {columns.map((name, i) => (
              <th key={i} scope="col" className={summaries[i]?.kind === 'number' ? 'num' : ''}>
                <bdi>{visible(name)}</bdi>
                <Summary summary={summaries[i]!} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map((row, i) => (
            <tr key={i}>
              {columns.map((_, j) => (
                <td key={j} className={summaries[j]?.kind === 'number' ? 'num' : ''}>
                  <Cell value={row[j] ?? null} place={place} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <p className="blk">
          <Button kind="small" onClick={() => setShown(shown + rowsAtOnce * 4)}>
            Show {countText(Math.min(left, rowsAtOnce * 4))} more of {plural(table.rows.length, 'row')}
          </Button>
        </p>
      )}
    </>
  )
}

function Summary({ summary }: { summary: ColumnSummary }) {
  const most = Math.max(1, ...summary.counts)
  const missing = summary.missing > 0 ? `, ${countText(summary.missing)} missing` : ''
  if (summary.kind === 'text') {
    return (
      <small className="mut">
        {countText(summary.distinct)} different{missing}
      </small>
    )
  }
  return (
    <>
      <span className="tenths" aria-hidden="true">
        {summary.counts.map((count, i) => (
          <i key={i} style={{ height: `${(count / most) * 100}%` }} />
        ))}
      </span>
      <small className="mut" title={`mean ${numberText(summary.mean, 6)}`}>
        {numberText(summary.min)} to {numberText(summary.max)}
        {missing}
      </small>
    </>
  )
}

function Cell({ value, place }: { value: TableCell; place: FilePlace }) {
  if (value === null) return <span className="mut">–</span>
  if (typeof value === 'object') {
    return <img className="thumb" loading="lazy" src={place.url(value.image)} alt={visible(value.image)} />
  }
  const text = visible(String(value))
  return (
    <bdi className="ell" title={text}>
      {text}
    </bdi>
  )
}

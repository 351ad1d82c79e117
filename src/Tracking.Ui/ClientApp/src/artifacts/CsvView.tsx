import { useMemo } from 'react'
import { visible } from '../ui/text'
import { csvRows } from './fileKinds'

const shownRows = 1000
const shownColumns = 100

export function CsvView({ text, separator, isWhole }: { text: string; separator: string; isWhole: boolean }) {
  const rows = useMemo(() => csvRows(text, separator, shownRows + 2), [text, separator])
  const [header = [], ...body] = rows
  const shown = body.slice(0, shownRows)
  const isCut = body.length > shownRows || !isWhole || header.length > shownColumns
  return (
    <>
      {isCut && (
        <p className="mut" style={{ padding: '4px 16px' }}>
          The first {shown.length} rows
          {header.length > shownColumns ? ` and ${shownColumns} of ${header.length} columns` : ''} are shown.
        </p>
      )}
      <table className="plain csv">
        <thead>
          <tr>
            {header.slice(0, shownColumns).map((cell, i) => (
              <th key={i}>{visible(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={i}>
              {row.slice(0, shownColumns).map((cell, j) => (
                <td key={j} title={visible(cell)}>
                  {visible(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

import { useState } from 'react'
import type { Run } from '../api/runs'
import { KeyName, Value } from '../ui/Name'
import { FilterField } from './FilterField'

export function ParamTable({ run }: { run: Run }) {
  const [text, setText] = useState('')
  const wanted = text.toLowerCase()
  const all = Object.entries(run.params).sort(([a], [b]) => (a < b ? -1 : 1))
  const shown = all.filter(([key, value]) => key.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted))
  if (all.length === 0) return null
  return (
    <section aria-label="Params">
      <div className="blk" style={{ paddingBottom: 4 }}>
        <h2>
          Params <span className="mut">{all.length}</span>
          <FilterField label="Filter params" text={text} onChange={setText} />
        </h2>
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th>Param</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([key, value]) => (
            <tr key={key}>
              <td>
                <span className="row">
                  <KeyName text={key} />
                </span>
              </td>
              <td className="mono">
                <span className="row">
                  <Value text={value} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

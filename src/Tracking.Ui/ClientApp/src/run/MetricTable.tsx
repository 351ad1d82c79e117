import { useState } from 'react'
import { Link } from 'wouter'
import type { Run } from '../api/runs'
import { serverAddress } from '../cli/server'
import { firstMetric } from '../snippets/snippets'
import { KeyName } from '../ui/Name'
import { Message, Snippets } from '../ui/states'
import { numberText } from '../ui/text'
import { FilterField } from './FilterField'
import { useExtremes } from './useExtremes'

/** The last value of each metric, and its smallest and largest. */
export function MetricTable({ run }: { run: Run }) {
  const [text, setText] = useState('')
  const all = Object.keys(run.metrics).sort()
  const keys = all.filter((key) => !key.startsWith('system/'))
  const shown = keys.filter((key) => key.toLowerCase().includes(text.toLowerCase()))
  const extremes = useExtremes(run, shown)
  if (all.length === 0) {
    return (
      <Message title="This run logged no metrics. This logs one:">
        <Snippets texts={firstMetric(serverAddress(), run.id)} />
      </Message>
    )
  }
  return (
    <section aria-label="Metrics">
      <div className="blk" style={{ paddingBottom: 4 }}>
        <h2>
          Metrics <span className="mut">{keys.length}</span>
          {all.length > keys.length && (
            <Link className="link hide-s" style={{ fontWeight: 400 }} href={`/runs/${run.id}/system`}>
              {all.length - keys.length} of the machine
            </Link>
          )}
          <FilterField label="Filter metrics" text={text} onChange={setText} />
        </h2>
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th>Metric</th>
            <th className="num">Last</th>
            <th className="num hide-s">Min</th>
            <th className="num hide-s">Max</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((key) => (
            <tr key={key}>
              <td>
                <KeyName text={key} />
              </td>
              <td className={`num ${Number.isFinite(run.metrics[key]) ? '' : 'warn'}`} title={String(run.metrics[key])}>
                {numberText(run.metrics[key] ?? NaN, 6)}
              </td>
              <Extreme value={extremes.get(key)?.min} />
              <Extreme value={extremes.get(key)?.max} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Extreme({ value }: { value: number | undefined }) {
  return (
    <td className="num hide-s mut" title={value === undefined ? undefined : String(value)}>
      {value === undefined ? '–' : numberText(value, 6)}
    </td>
  )
}

import type { ReactNode } from 'react'
import type { LoadTest } from '../api/endpoints'
import { TimeChart } from '../endpoints/TimeChart'
import { Name } from '../ui/Name'
import { countText, momentText, numberText, plural, visible } from '../ui/text'
import { millisecondsText } from './loadSummary'

const states: Record<LoadTest['state'], string> = {
  RUNNING: 'Running',
  FINISHED: 'Finished',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
}

/** A test, also while it runs. */
export function LoadResult({ test, children }: { test: LoadTest; children: ReactNode }) {
  const { figures } = test
  const part = Math.min(1, test.elapsed_ms / (1000 * test.seconds))
  const parts: [string, string, string][] = [
    ['Requests', numberText(figures.requests_per_second ?? 0, 4), 'per second'],
    ['Rows', figures.rows_per_second === undefined ? '–' : numberText(figures.rows_per_second, 4), 'per second'],
    ['p50', millisecondsText(figures.p50_ms), 'ms'],
    ['p95', millisecondsText(figures.p95_ms), 'ms'],
    ['p99', millisecondsText(figures.p99_ms), 'ms'],
    ['Errors', countText(figures.failed), `of ${countText(figures.failed + figures.requests)}`],
  ]
  const at = (second: number) => test.start_timestamp + 1000 * second
  return (
    <>
      <div className="blk" style={{ borderBottom: 0 }}>
        <h2>
          <span role="status">{states[test.state]}</span>
          <span className="mut" style={{ fontWeight: 400 }}>
            {(test.elapsed_ms / 1000).toFixed(0)} of {test.seconds} s, {plural(test.connections, 'connection')},{' '}
            {plural(test.rows_per_request ?? 1, 'row')} per request
          </span>
          <span className="end">{children}</span>
        </h2>
        <div role="progressbar" aria-label="Load test" aria-valuenow={Math.round(100 * part)} style={{ height: 2 }}>
          <div style={{ height: 2, width: `${100 * part}%`, background: 'var(--accent)' }} />
        </div>
        {test.first_error && (
          <p className="bad" style={{ marginTop: 8 }}>
            {test.errors.map((one) => `${one.count} × ${one.name}`).join(', ')}: {visible(test.first_error)}
          </p>
        )}
      </div>
      <dl className="strip" style={{ margin: 0 }}>
        {parts.map(([name, value, unit]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              <small>{value === '–' ? '' : unit}</small>
            </dd>
          </div>
        ))}
      </dl>
      {test.by_second.length > 1 && (
        <div className="time-charts">
          <TimeChart
            title="Requests"
            unit="per second"
            series={[
              {
                name: 'answered',
                color: 'var(--ink2)',
                points: test.by_second.map((second, i) => [at(i + 1), second.requests] as const),
              },
            ]}
          />
          <TimeChart
            title="Latency"
            unit="ms"
            series={(['p50_ms', 'p99_ms'] as const).map((key, i) => ({
              name: key.replace('_ms', ''),
              color: i === 0 ? 'var(--s2)' : 'var(--s4)',
              points: test.by_second.map((second, j) => [at(j + 1), second[key]] as const),
            }))}
          />
        </div>
      )}
    </>
  )
}

export function EarlierTests({ tests }: { tests: LoadTest[] }) {
  if (tests.length === 0) return null
  return (
    <div className="blk" style={{ padding: 0 }}>
      <h2 style={{ padding: '12px 16px 0' }}>
        Earlier
        <span className="mut" style={{ fontWeight: 400 }}>
          kept until this tracking server ends
        </span>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th>Started</th>
            <th>Endpoint</th>
            <th className="num">Connections</th>
            <th className="num">Rows</th>
            <th className="num">Requests/s</th>
            <th className="num">p50, ms</th>
            <th className="num">p99, ms</th>
            <th className="num">Errors</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <tr key={test.load_test_id}>
              <td className="mut">{momentText(test.start_timestamp)}</td>
              <td>
                <Name text={test.endpoint} />
              </td>
              <td className="num">{test.connections}</td>
              <td className="num">{test.rows_per_request ?? '–'}</td>
              <td className="num">{numberText(test.figures.requests_per_second ?? 0, 4)}</td>
              <td className="num">{millisecondsText(test.figures.p50_ms)}</td>
              <td className="num">{millisecondsText(test.figures.p99_ms)}</td>
              <td className="num">{countText(test.figures.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { scoringPath, startEndpoint, type Endpoint, type EndpointDetails } from '../api/endpoints'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { CopyButton, Snippet } from '../ui/copying'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState } from '../ui/states'
import { countText, momentText, numberText, plural, visible } from '../ui/text'
import { EndpointCharts } from './EndpointCharts'
import { errorsOf, milliseconds, versionPath } from './EndpointsView'
import { serverAddress } from './lines'
import { StateMark } from './StateMark'
import { StopDialog } from './StopDialog'
import { isRunning, useEndpoint, useEndpointsChanged } from './useEndpoints'

/** One endpoint: what it does, how fast, and what its process says. */
export default function EndpointView({ name }: { name: string }) {
  const found = useEndpoint(name)
  const changed = useEndpointsChanged()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState<'stop' | 'delete' | null>(null)
  if (!found.data) {
    return found.isError ? (
      <ErrorState what="The endpoint could not be loaded." error={found.error} retry={found.refetch} />
    ) : null
  }
  const { endpoint } = found.data
  const start = () =>
    startEndpoint(name)
      .then(changed)
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <Link href="/endpoints" className="hide-s">
            Endpoints
          </Link>
          <span className="hide-s">/</span>
          <h1>
            <Name text={endpoint.name} />
          </h1>
          <StateMark state={endpoint.state} />
          {endpoint.url && (
            <span className="mono mut hide-s row">
              {endpoint.url}invocations <CopyButton text={`${endpoint.url}invocations`} label="Copy the address" />
            </span>
          )}
        </div>
        <Link className="b" href={versionPath(endpoint)}>
          Try it
        </Link>
        {isRunning(endpoint) ? (
          <Button onClick={() => setAsked('stop')}>Stop</Button>
        ) : (
          <Button kind="primary" onClick={() => void start()}>
            Start
          </Button>
        )}
        <Menu
          trigger={<Button kind="quiet" icon="more" label="Acts on the endpoint" />}
          items={[{ title: 'Delete', isDanger: true, onSelect: () => setAsked('delete') }]}
        />
      </div>
      {endpoint.state_message && (
        <p className={endpoint.state === 'FAILED' ? 'bad' : 'warn'} style={{ padding: '0 16px 8px' }} role="status">
          {visible(endpoint.state_message)}
        </p>
      )}
      {found.isError && (
        <p className="warn" style={{ padding: '0 16px 8px' }} role="status">
          The server does not answer since {momentText(found.dataUpdatedAt)}. Last known state below.
        </p>
      )}
      <Strip endpoint={endpoint} isOld={found.isError || endpoint.state !== 'READY'} />
      <Body details={found.data} />
      {asked && (
        <StopDialog
          endpoint={endpoint}
          isDelete={asked === 'delete'}
          onClose={() => setAsked(null)}
          onDone={() => asked === 'delete' && navigate('/endpoints')}
        />
      )}
    </>
  )
}

function Strip({ endpoint, isOld }: { endpoint: Endpoint; isOld: boolean }) {
  const { figures } = endpoint
  const errors = errorsOf(endpoint)
  const asked = figures.requests + errors
  const batch = figures.executions > 0 ? numberText(figures.rows / figures.executions, 3) : '–'
  const rate = `${(figures.requests_last_minute / 60).toFixed(1)} /s in the last minute`
  const parts: [string, string, string, string][] = [
    ['Requests', countText(figures.requests), '', rate],
    ['p50', milliseconds(figures.p50_ms), 'ms', 'inside the host, since it started'],
    ['p99', milliseconds(figures.p99_ms), 'ms', `p95 ${milliseconds(figures.p95_ms)} ms`],
    ['Batch, mean', batch, 'rows', plural(figures.executions, 'run of the model', 'runs of the model')],
    ['Errors', asked === 0 ? '–' : numberText((100 * errors) / asked, 3), '%', plural(errors, 'request')],
    ['Swaps', countText(figures.swaps), '', plural(endpoint.restarts, 'restart')],
  ]
  return (
    <dl className={`strip${isOld ? ' old' : ''}`} style={{ margin: 0, borderTop: '1px solid var(--line)' }}>
      {parts.map(([name, value, unit, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{value === '–' ? '' : unit}</small>
          </dd>
          <dd style={{ font: 'inherit' }}>
            <p title={note}>{note}</p>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Body({ details: { endpoint, samples, log } }: { details: EndpointDetails }) {
  const address = serverAddress() + scoringPath(endpoint.name).replace('ajax-api', 'api')
  const line = `curl -s ${address} \\\n  -H 'Content-Type: application/json' -d @request.json`
  return (
    <div className="doc" tabIndex={0} role="region" aria-label="Traffic">
      <div className="main">
        {endpoint.state === 'READY' && endpoint.figures.requests === 0 && (
          <div className="blk">
            <h2>Ready, no requests yet.</h2>
            <Snippet text={line} />
          </div>
        )}
        {samples.length > 0 && <EndpointCharts samples={samples} />}
        <div className="blk" style={{ paddingBottom: 0, border: 0 }}>
          <h2>Log</h2>
        </div>
        <pre className="log-tail" tabIndex={0} aria-label="Log">
          {log.length > 0 ? log.map(visible).join('\n') : 'Nothing yet.'}
        </pre>
      </div>
      <aside>
        <div className="blk">
          <h2>Model</h2>
          <dl className="kv">
            <dt>Serves</dt>
            <dd>
              <Link className="link" href={versionPath(endpoint)}>
                <Name text={endpoint.model_uri} />
              </Link>
            </dd>
            {endpoint.figures.versions.map(({ name, count }) => (
              <Pair key={name} name={`Version ${name}`} value={plural(count, 'request')} />
            ))}
          </dl>
          {endpoint.alias && <p className="mut">Follows the alias: a move of it swaps the model without a gap.</p>}
        </div>
        <div className="blk">
          <h2>Process</h2>
          <dl className="kv">
            <Pair name="Id" value={endpoint.process_id?.toString() ?? '–'} />
            <Pair name="Ready since" value={momentText(endpoint.ready_timestamp ?? 0)} />
            <Pair name="Seen" value={momentText(endpoint.seen_timestamp ?? 0)} />
            <Pair name="Restarts" value={countText(endpoint.restarts)} />
            <Pair name="Waiting" value={plural(endpoint.figures.waiting, 'request')} />
          </dl>
          <p className="mut">It ends with the tracking server. Figures are kept for an hour.</p>
        </div>
        <Counts title="Batches" counts={endpoint.figures.batch_rows} unit="rows" />
        <Counts title="Errors" counts={endpoint.figures.errors} unit="" />
        <div className="blk">
          <h2>Call it</h2>
          <Snippet text={line} />
        </div>
      </aside>
    </div>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{visible(name)}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Counts({ title, counts, unit }: { title: string; counts: { name: string; count: number }[]; unit: string }) {
  if (counts.length === 0) return null
  const most = Math.max(...counts.map((one) => one.count))
  return (
    <div className="blk">
      <h2>{title}</h2>
      <ul className="value-bars">
        {counts.map(({ name, count }) => (
          <li key={name}>
            <span className="sec">
              {visible(name)} {unit}
            </span>
            <span>
              <i style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className="num">{countText(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

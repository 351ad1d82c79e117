import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { startEndpoint, type Endpoint } from '../api/endpoints'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState } from '../ui/states'
import { countText, momentText, numberText, plural, visible } from '../ui/text'
import { errorsOf, milliseconds, versionPath } from './EndpointsView'
import { EventsTab } from './EventsTab'
import { RequestsTab } from './RequestsTab'
import { StateMark } from './StateMark'
import { StopDialog } from './StopDialog'
import { TrafficTab } from './TrafficTab'
import { endpointPath, isRunning, useEndpoint, useEndpointsChanged } from './useEndpoints'

const tabs = [
  { id: 'traffic', title: 'Traffic', View: TrafficTab },
  { id: 'requests', title: 'Requests', View: RequestsTab },
  { id: 'events', title: 'Events', View: EventsTab },
]

/** One endpoint: what it does, how fast, what was asked of it, and what its process says. */
export default function EndpointView({ name, tab }: { name: string; tab: string }) {
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
  const shown = tabs.find((one) => one.id === tab) ?? tabs[0]!
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
        <span className="row">
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
        </span>
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
      <nav className="tabs" aria-label="Endpoint">
        {tabs.map((one) => (
          <Link
            key={one.id}
            href={`${endpointPath(endpoint)}/${one.id}`}
            {...(one === shown && { 'aria-current': 'page' as const })}
          >
            {one.title}
          </Link>
        ))}
      </nav>
      <shown.View details={found.data} />
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

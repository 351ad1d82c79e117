import { Link } from 'wouter'
import type { EndpointDetails } from '../api/endpoints'
import { Snippet } from '../ui/copying'
import { Name } from '../ui/Name'
import { countText, momentText, plural, visible } from '../ui/text'
import { callLine } from './callLine'
import { EndpointCharts } from './EndpointCharts'
import { versionPath } from './EndpointsView'

/** What the endpoint did in the last hour, and what does it. */
export function TrafficTab({ details: { endpoint, samples, events } }: { details: EndpointDetails }) {
  const { figures } = endpoint
  return (
    <div className="doc" tabIndex={0} role="region" aria-label="Traffic">
      <div className="main">
        {endpoint.state === 'READY' && figures.requests === 0 && (
          <div className="blk">
            <h2>Ready, no requests yet.</h2>
            <Snippet text={callLine(endpoint)} />
          </div>
        )}
        {samples.length > 0 && <EndpointCharts samples={samples} events={events} />}
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
            {figures.versions.map(({ name, count }) => (
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
            <Pair name="Waiting" value={plural(figures.waiting, 'request')} />
          </dl>
          <p className="mut">It ends with the tracking server. Figures are kept for an hour.</p>
        </div>
        <Counts title="Batches" counts={figures.batch_rows} unit="rows" />
        <Counts title="Errors" counts={figures.errors} unit="" />
        <div className="blk">
          <h2>Call it</h2>
          <Snippet text={callLine(endpoint)} />
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

import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Endpoint } from '../api/endpoints'
import { messageOf } from '../api/client'
import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { loadText, serves } from '../endpoints/serving'
import { StateMark } from '../endpoints/StateMark'
import { endpointPath, useEndpoints } from '../endpoints/useEndpoints'
import { Name } from '../ui/Name'
import { bytesText, durationText, visible } from '../ui/text'

interface LineageProps {
  version: ModelVersion
  run: Run | undefined
  size: number | undefined
  /** Where the version's page is. */
  address: string
}

/** Where the version came from and who serves it: data, run, the version itself, endpoints. */
export function Lineage({ version, run, size, address }: LineageProps) {
  const datasets = run?.datasets ?? []
  return (
    <div className="blk">
      <h2>Lineage</h2>
      <ol className="lineage">
        {datasets.map((set, i) => (
          <Knot key={i} note={[set.context, set.digest].filter(Boolean).map(visible).join(' · ')}>
            <Link className="link ell" href={`/runs/${encodeURIComponent(version.run)}/overview`}>
              <Name text={set.name} />
            </Link>
          </Knot>
        ))}
        {version.run && (
          <Knot note={runNote(version, run)}>
            <Link className="link ell" href={`/runs/${encodeURIComponent(version.run)}/overview`}>
              <Name text={run?.name || version.run} />
            </Link>
          </Knot>
        )}
        <Knot note={[version.modelId, size === undefined ? '' : bytesText(size)].filter(Boolean).join(' · ')} isHere>
          <strong className="strong ell">
            <bdi>{visible(version.model)}</bdi> version {version.version}
          </strong>
        </Knot>
        <Servers version={version} address={address} />
      </ol>
    </div>
  )
}

/** The endpoints of this server that answer with the version. */
function Servers({ version, address }: { version: ModelVersion; address: string }) {
  const { data, error } = useEndpoints()
  if (!data) return error ? <Knot note={messageOf(error)}>Endpoints could not be loaded.</Knot> : null
  const serving = data.endpoints.filter((endpoint) => serves(endpoint, version))
  if (serving.length > 0) return serving.map((endpoint) => <Server key={endpoint.name} endpoint={endpoint} />)
  return (
    <Knot note={data.enabled ? 'To try it or put it under load, start one.' : ''}>
      <span className="mut">No endpoint of this server serves it.</span>
      {data.enabled && (
        <Link className="link end" style={{ whiteSpace: 'nowrap' }} href={`${address}/try`}>
          Start one
        </Link>
      )}
    </Knot>
  )
}

function Server({ endpoint }: { endpoint: Endpoint }) {
  const follows = endpoint.alias ? `follows @${visible(endpoint.alias)}` : 'this version only'
  return (
    <Knot note={[follows, endpoint.state === 'READY' ? loadText(endpoint) : ''].filter(Boolean).join(' · ')}>
      <Link className="link ell" href={endpointPath(endpoint)}>
        <Name text={endpoint.name} />
      </Link>
      <StateMark state={endpoint.state} />
    </Knot>
  )
}

function runNote(version: ModelVersion, run: Run | undefined): string {
  const duration = run && run.end > 0 ? durationText(run.end - run.start) : ''
  return [`run ${visible(version.run.slice(0, 8))}`, duration].filter(Boolean).join(' · ')
}

function Knot({ note, isHere = false, children }: { note: string; isHere?: boolean; children: ReactNode }) {
  return (
    <li className={isHere ? 'here' : ''}>
      <div className="row">{children}</div>
      {note && (
        <small className="mut ell" title={note}>
          {note}
        </small>
      )}
    </li>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { listLoadTests, type Endpoint, type LoadTest } from '../api/endpoints'
import type { ModelVersion } from '../api/registry'
import { getRun, type Run } from '../api/runs'
import { serves } from '../endpoints/serving'
import { endpointPath, useEndpoints } from '../endpoints/useEndpoints'
import { useVersions } from '../registry/useModels'
import { loadSummary } from '../tryout/loadSummary'
import { Name } from '../ui/Name'
import { momentText, visible } from '../ui/text'
import type { VersionTabProps } from './tabs'

interface Event {
  time: number
  what: ReactNode
}

/** What is known to have happened to the version, the latest first, among the versions around it. */
export default function HistoryTab({ version }: VersionTabProps) {
  const run = useQuery({
    queryKey: ['run', version.run],
    queryFn: ({ signal }) => getRun(version.run, signal),
    enabled: version.run !== '',
  })
  const versions = useVersions(version.model)
  const endpoints = useEndpoints()
  const tests = useQuery({
    queryKey: ['load tests', version.model],
    queryFn: ({ signal }) => listLoadTests(version.model, signal),
  })
  const serving = (endpoints.data?.endpoints ?? []).filter((endpoint) => serves(endpoint, version))
  const events = [
    ...changesOf(version),
    ...(versions.data ?? []).map((one) => registered(one, one.version === version.version)),
    ...(run.data ? runEvents(run.data) : []),
    ...serving.flatMap(endpointEvents),
    ...(tests.data ?? [])
      .filter((test) => serving.some((endpoint) => endpoint.name === test.endpoint))
      .map(testEvent),
  ]
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="History">
      <table className="plain">
        <tbody>
          {events
            .sort((a, b) => b.time - a.time)
            .map((event, i) => (
              <tr key={i}>
                <td className="mut" style={{ width: 184, maxWidth: 184 }}>
                  {momentText(event.time)}
                </td>
                <td>
                  <span className="row">{event.what}</span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="mut blk">
        The registry keeps when a version was changed last, not each move of an alias, stage or tag. Endpoints and load
        tests are those since this server started.
      </p>
    </div>
  )
}

function changesOf(version: ModelVersion): Event[] {
  const aliases = version.aliases.map((alias) => `@${visible(alias)}`).join(', ')
  const now = [aliases && `named ${aliases}`, version.stage !== 'None' && `in ${version.stage}`].filter(Boolean)
  const what = `Last changed: description, tags, aliases or stage${now.length > 0 ? `; now ${now.join(', ')}` : ''}`
  return version.updated > version.created ? [{ time: version.updated, what: <span className="ell">{what}</span> }] : []
}

const registered = (one: ModelVersion, isOwn: boolean): Event => ({
  time: one.created,
  what: isOwn ? (
    <strong className="strong ell">
      Version {one.version} registered{one.user && ` by ${visible(one.user)}`}
    </strong>
  ) : (
    <Link className="link" href={`/models/${encodeURIComponent(one.model)}/${one.version}`}>
      Version {one.version} registered
    </Link>
  ),
})

function runEvents(run: Run): Event[] {
  const link = (
    <Link className="link ell" href={`/runs/${run.id}/overview`}>
      <Name text={run.name || run.id} />
    </Link>
  )
  return [
    { time: run.start, what: <>Run {link} started</> },
    ...(run.end > 0 ? [{ time: run.end, what: <>Run {link} ended</> }] : []),
  ]
}

function endpointEvents(endpoint: Endpoint): Event[] {
  const link = (
    <Link className="link ell" href={endpointPath(endpoint)}>
      <Name text={endpoint.name} />
    </Link>
  )
  const follows = endpoint.alias ? `; it follows @${visible(endpoint.alias)}` : ''
  return [
    {
      time: endpoint.creation_timestamp,
      what: (
        <>
          Endpoint {link}
          <span className="ell">started{follows}</span>
        </>
      ),
    },
    ...(endpoint.ready_timestamp ? [{ time: endpoint.ready_timestamp, what: <>Endpoint {link} ready</> }] : []),
  ]
}

const testEvent = (test: LoadTest): Event => ({
  time: test.start_timestamp,
  what: <span className="ell">Load test: {visible(loadSummary(test))}</span>,
})

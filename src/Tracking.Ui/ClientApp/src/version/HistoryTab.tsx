import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { getRun } from '../api/runs'
import { useVersions } from '../registry/useModels'
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
  const runLink = run.data && (
    <Link className="link" href={`/runs/${run.data.id}/overview`}>
      <Name text={run.data.name || run.data.id} />
    </Link>
  )
  const events: Event[] = [
    ...(version.updated > version.created
      ? [{ time: version.updated, what: 'Last changed: description, tags, aliases or stage' }]
      : []),
    ...(versions.data ?? []).map((one) => ({
      time: one.created,
      what:
        one.version === version.version ? (
          <strong className="strong">Version {one.version} registered{one.user && ` by ${visible(one.user)}`}</strong>
        ) : (
          <Link className="link" href={`/models/${encodeURIComponent(one.model)}/${one.version}`}>
            Version {one.version} registered
          </Link>
        ),
    })),
    ...(run.data && run.data.end > 0 ? [{ time: run.data.end, what: <>Run {runLink} ended</> }] : []),
    ...(run.data ? [{ time: run.data.start, what: <>Run {runLink} started</> }] : []),
  ]
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="History">
      <table className="plain">
        <tbody>
          {events
            .sort((a, b) => b.time - a.time)
            .map((event, i) => (
              <tr key={i}>
                <td className="mut" style={{ width: 200 }}>
                  {momentText(event.time)}
                </td>
                <td>
                  <span className="row">{event.what}</span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

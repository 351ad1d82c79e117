import { useUrlState } from '../app/urlState'
import type { EndpointDetails, EndpointRequest } from '../api/endpoints'
import { Segmented } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Value } from '../ui/Name'
import { Message } from '../ui/states'
import { bytesText, momentText, numberText } from '../ui/text'
import { callLine } from './callLine'

const firstFailure = 400

const isFailed = (request: EndpointRequest) => request.status >= firstFailure

/** What was asked lately: those that failed, or all. */
export function RequestsTab({ details: { endpoint, requests } }: { details: EndpointDetails }) {
  const { query, change } = useUrlState()
  const show = query.get('show') === 'failed' ? 'failed' : 'all'
  const failed = requests.filter(isFailed)
  const shown = show === 'failed' ? failed : requests
  return (
    <section className="pane grow" aria-label="Requests">
      <div className="ctools">
        <Segmented
          label="Which requests"
          value={show}
          parts={[
            ['all', 'All'],
            ['failed', `Failed ${failed.length}`],
          ]}
          onChange={(next) => change({ show: next === 'failed' ? next : null })}
        />
        <span className="mut hide-s">
          The last 100 that were answered and the last 100 that failed, from the access log of the host. Bodies are not
          kept.
        </span>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Table of requests">
        {shown.length > 0 ? (
          <RequestTable requests={shown} />
        ) : requests.length > 0 ? (
          <Message title="None of the last requests failed." />
        ) : (
          <Message title={endpoint.state === 'READY' ? 'Ready, no requests yet.' : 'No requests yet.'}>
            <Snippet text={callLine(endpoint)} />
          </Message>
        )}
      </div>
    </section>
  )
}

function RequestTable({ requests }: { requests: EndpointRequest[] }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th style={{ width: 168 }}>Ended</th>
          <th className="num" style={{ width: 64 }}>
            Status
          </th>
          <th className="num" style={{ width: 72 }}>
            ms
          </th>
          <th className="num hide-s" style={{ width: 88 }}>
            Body
          </th>
          <th className="hide-s">Request</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request, i) => (
          <tr key={`${request.timestamp} ${i}`}>
            <td className="mut">{momentText(request.timestamp)}</td>
            <td className={`num${isFailed(request) ? ' bad' : ''}`}>{request.status}</td>
            <td className="num">{numberText(request.duration_ms, 3)}</td>
            <td className="num hide-s">
              {request.request_bytes === undefined ? '–' : bytesText(request.request_bytes)}
            </td>
            <td className="hide-s mono">
              <span className="row">
                <Value text={`${request.method} ${request.path}`} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

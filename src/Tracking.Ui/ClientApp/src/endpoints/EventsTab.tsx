import type { EndpointDetails } from '../api/endpoints'
import { momentText, visible } from '../ui/text'
import { eventText } from './events'

/** What happened to the endpoint since this server started it, and what its process said. */
export function EventsTab({ details: { events, log } }: { details: EndpointDetails }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Events">
      <table className="plain">
        <tbody>
          {[...events].reverse().map((event, i) => (
            <tr key={`${event.timestamp} ${i}`}>
              <td className="mut" style={{ width: 184, maxWidth: 184 }}>
                {momentText(event.timestamp)}
              </td>
              <td className={`ell${event.kind === 'FAILED' || event.kind === 'RESTARTED' ? ' bad' : ''}`}>
                <span title={eventText(event)}>{eventText(event)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="blk" style={{ paddingBottom: 0, border: 0 }}>
        <h2>Log</h2>
      </div>
      <pre className="log-tail" tabIndex={0} aria-label="Log">
        {log.length > 0 ? log.map(visible).join('\n') : 'Nothing yet.'}
      </pre>
    </div>
  )
}

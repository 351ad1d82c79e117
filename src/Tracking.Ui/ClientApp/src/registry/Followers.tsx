import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { messageOf } from '../api/client'
import { followersOf, loadText } from '../endpoints/serving'
import { StateMark } from '../endpoints/StateMark'
import { endpointPath, isRunning, useEndpoints } from '../endpoints/useEndpoints'
import { Name } from '../ui/Name'
import { plural, visible } from '../ui/text'

/** Which endpoints of this server a move of the alias swaps, and how much they are asked. */
export function Followers({ to, alias }: { to: ModelVersion; alias: string }) {
  const { data, error } = useEndpoints()
  if (!data) return error ? <p className="warn">Which endpoints follow is unknown: {messageOf(error)}</p> : null
  const running = followersOf(data.endpoints, to.model, alias).filter(isRunning)
  if (running.length === 0) {
    return <p className="mut">No running endpoint of this server follows @{visible(alias)}.</p>
  }
  return (
    <div className="field">
      <span>
        {plural(running.length, 'endpoint')} of this server {running.length === 1 ? 'swaps' : 'swap'} to version{' '}
        {to.version} without a gap
      </span>
      <ul className="followers">
        {running.map((endpoint) => (
          <li key={endpoint.name} className="row">
            <Link className="link" href={endpointPath(endpoint)}>
              <Name text={endpoint.name} />
            </Link>
            <StateMark state={endpoint.state} />
            <span className="mut end">{loadText(endpoint)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

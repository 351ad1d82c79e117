import { Link } from 'wouter'
import type { Endpoint } from '../api/endpoints'
import { StateMark } from '../endpoints/StateMark'
import { endpointPath } from '../endpoints/useEndpoints'
import { Name } from '../ui/Name'

/** Endpoints by name; a state is said where it is not the usual one. */
export const EndpointLinks = ({ endpoints }: { endpoints: Endpoint[] }) => (
  <span className="row">
    {endpoints.map((endpoint) => (
      <Link key={endpoint.name} className="row link" href={endpointPath(endpoint)}>
        <Name text={endpoint.name} />
        {endpoint.state !== 'READY' && <StateMark state={endpoint.state} />}
      </Link>
    ))}
  </span>
)

import { Link } from 'wouter'
import type { Endpoint } from '../api/endpoints'
import { endpointPath } from '../endpoints/useEndpoints'
import { Name } from '../ui/Name'

interface EndpointChoiceProps {
  endpoints: Endpoint[]
  endpoint: Endpoint
  onChoose: (name: string) => void
}

/** Which of the endpoints that serve the version scores it. */
export function EndpointChoice({ endpoints, endpoint, onChoose }: EndpointChoiceProps) {
  return (
    <span className="mut row">
      Runs on
      {endpoints.length > 1 ? (
        <select
          className="in"
          style={{ width: 160 }}
          aria-label="Endpoint"
          value={endpoint.name}
          onChange={(event) => onChoose(event.target.value)}
        >
          {endpoints.map((one) => (
            <option key={one.name}>{one.name}</option>
          ))}
        </select>
      ) : (
        <Link className="link" href={endpointPath(endpoint)}>
          <Name text={endpoint.name} />
        </Link>
      )}
    </span>
  )
}

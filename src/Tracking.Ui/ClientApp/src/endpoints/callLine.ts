import { scoringPath, type Endpoint } from '../api/endpoints'
import { serverAddress } from '../cli/server'

/** A request with the endpoint through this server, as one pastes it into a shell. */
export const callLine = (endpoint: Endpoint) =>
  `curl -s ${serverAddress()}${scoringPath(endpoint.name).replace('ajax-api', 'api')} \\\n` +
  "  -H 'Content-Type: application/json' -d @request.json"

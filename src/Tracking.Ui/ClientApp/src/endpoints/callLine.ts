import { scoringPath, type Endpoint } from '../api/endpoints'
import { serverAddress } from '../cli/server'
import { scoringFile } from '../snippets/snippets'

/** Requests with the endpoint through this server, as one pastes them into a shell. */
export const callLine = (endpoint: Endpoint) =>
  scoringFile(serverAddress() + scoringPath(endpoint.name).replace('ajax-api', 'api'))['curl']!

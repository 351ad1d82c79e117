import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getEndpoint, listEndpoints, type Endpoint, type EndpointState } from '../api/endpoints'
import { loadText } from './serving'

const quick = 1000
const calm = 5000

const isChanging = (state: EndpointState) => state === 'STARTING' || state === 'RESTARTING' || state === 'STOPPING'

/** All endpoints of the server; asked for again sooner while one changes. */
export const useEndpoints = () =>
  useQuery({
    queryKey: ['endpoints'],
    queryFn: ({ signal }) => listEndpoints(signal),
    refetchInterval: ({ state }) => (state.data?.endpoints.some((one) => isChanging(one.state)) ? quick : calm),
    placeholderData: (previous) => previous,
  })

export const useEndpoint = (name: string) =>
  useQuery({
    queryKey: ['endpoint', name],
    queryFn: ({ signal }) => getEndpoint(name, signal),
    refetchInterval: ({ state }) => (state.data && isChanging(state.data.endpoint.state) ? quick : 2 * quick),
    enabled: name !== '',
  })

export function useEndpointsChanged() {
  const queries = useQueryClient()
  return () => Promise.all(['endpoints', 'endpoint'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
}

export const endpointPath = (endpoint: Pick<Endpoint, 'name'>) => `/endpoints/${encodeURIComponent(endpoint.name)}`

export const isRunning = (endpoint: Endpoint) => endpoint.state !== 'STOPPED' && endpoint.state !== 'FAILED'

/** Who calls it, in words. */
export function callsText(endpoint: Endpoint): string {
  const count = endpoint.figures.requests_last_minute
  if (count === 0) return 'Nobody called it in the last minute.'
  return `It answered ${count} requests in the last minute, ${loadText(endpoint)}.`
}

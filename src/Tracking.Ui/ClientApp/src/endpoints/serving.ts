import type { Endpoint } from '../api/endpoints'
import type { ModelVersion } from '../api/registry'

/** Whether requests to it are answered by the version, as far as its aliases are known. */
export const serves = (endpoint: Endpoint, version: ModelVersion): boolean =>
  endpoint.model_name === version.model &&
  (endpoint.alias ? version.aliases.includes(endpoint.alias) : endpoint.version === version.version)

/** Those that swap to another version when the alias moves. */
export const followersOf = (endpoints: readonly Endpoint[], model: string, alias: string): Endpoint[] =>
  endpoints.filter((endpoint) => endpoint.model_name === model && endpoint.alias === alias)

/** How much it is asked, in a few words. */
export function loadText(endpoint: Endpoint): string {
  const rate = endpoint.figures.requests_last_minute / 60
  return rate === 0 ? 'no requests in the last minute' : `${rate < 1 ? rate.toFixed(2) : rate.toFixed(1)} req/s`
}

import { createContext } from 'react'

/** Keeps states that are too long for an address, each under a short id. */
export interface LongStates {
  /** The query that an id stands for; undefined where nobody knows it. */
  find: (id: string) => string | undefined
  keep: (query: string) => string
}

/** Null where there is no place to keep them: then addresses are as long as they have to be. */
export const LongStatesContext = createContext<LongStates | null>(null)

/** What browsers, proxies and chats pass on unharmed. */
export const addressMax = 2000

export const idPrefix = 'u-'

/** The whole state of a view, of which its address may hold but an id. */
export function wholeQuery(search: string, states: LongStates | null): URLSearchParams {
  const query = new URLSearchParams(search)
  const id = query.get('v') ?? ''
  const kept = id.startsWith(idPrefix) ? states?.find(id) : undefined
  if (kept === undefined) return query
  const whole = new URLSearchParams(kept)
  for (const [key, value] of query) if (key !== 'v') whole.set(key, value)
  return whole
}

/** The query of an address for a state. */
export const shortQuery = (query: string, states: LongStates | null): string =>
  states && query.length > addressMax ? `v=${states.keep(query)}` : query

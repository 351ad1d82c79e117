import { searchRuns, type RunPage, type RunQuery } from './api/runs'
import { firstPage, runQueryOf } from './runs/runQuery'
import { parseView } from './runs/viewState'

/**
 * The first thing of the page that runs, small and before all else: where the address is that of an experiment's runs,
 * it asks for them, so that the server answers while the rest of the page's code is fetched and read.
 */

/** The experiment whose runs an address shows; null where it shows something else. */
export function experimentOf(path: string, base: string): string | null {
  const [, id] = /^experiments\/([^/]+)(\/runs)?\/?$/.exec(path.slice(base.length)) ?? []
  return id ?? null
}

interface Asked {
  key: string
  page: Promise<RunPage>
}

function askNow(): Asked | null {
  const id = experimentOf(location.pathname, new URL('.', document.baseURI).pathname)
  const query = new URLSearchParams(location.search)
  // A view that somebody kept is known once its experiment is.
  if (id === null || query.has('v')) return null
  const wanted = runQueryOf([id], parseView(query))
  const page = searchRuns(wanted, firstPage, undefined, new AbortController().signal)
  // Who takes it hears of what went wrong.
  page.catch(() => undefined)
  return { key: JSON.stringify(wanted), page }
}

let asked = typeof document === 'undefined' ? null : askNow()

/** The answer to that question, given once; undefined where another one was asked. */
export function earlyRuns(query: RunQuery): Promise<RunPage> | undefined {
  const first = asked
  asked = null
  return first?.key === JSON.stringify(query) ? first.page : undefined
}

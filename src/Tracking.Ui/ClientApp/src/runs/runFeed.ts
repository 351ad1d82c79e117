import { countRuns, searchRuns, type Run, type RunPage, type RunQuery } from '../api/runs'
import { whenIdleAfter } from '../app/idle'
import { earlyRuns } from '../early'
import { firstPage } from './runQuery'

export interface FeedState {
  runs: Run[]
  /** Whether the server has no more. */
  isComplete: boolean
  /** How many the server has; null until it has said so. */
  total: number | null
  isLoading: boolean
  /** The rows are those of the query before. */
  isStale: boolean
  error: unknown
  /** The time of the first page, in milliseconds. */
  milliseconds: number
  /** New runs that wait for the user to ask for them. */
  waiting: number
  updated: number
}

const empty: FeedState = {
  runs: [],
  isComplete: false,
  total: null,
  isLoading: true,
  isStale: false,
  error: undefined,
  milliseconds: 0,
  waiting: 0,
  updated: 0,
}

/** Pages after the first follow by themselves up to a limit. */
const secondPage = 500
const laterPage = 2000
/** The first rows are drawn in that time, and something is done with them. */
const drawingMilliseconds = 300
const loadedByItself = 20_000
const liveRunsMax = 200

/**
 * The runs of a query as they arrive. Old rows stay while those of a new query come; running runs are asked for again
 * and merged in place.
 */
export class RunFeed {
  private state = empty
  private query: RunQuery | undefined
  private token: string | undefined
  private work = new AbortController()
  private underWay = Promise.resolve()
  private listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly current = () => this.state

  /** Loads another query; what is under way for the one before is dropped. */
  load(query: RunQuery): Promise<void> {
    this.work.abort()
    this.work = new AbortController()
    this.query = query
    this.token = undefined
    const { signal } = this.work
    this.set({ isLoading: true, isStale: this.state.runs.length > 0, error: undefined, waiting: 0 })
    this.underWay = this.guarded(signal, async () => {
      const page = await (earlyRuns(query) ?? searchRuns(query, firstPage, undefined, signal))
      signal.throwIfAborted()
      this.token = page.next
      this.set({
        runs: page.runs,
        isStale: false,
        ...ended(page),
        milliseconds: page.milliseconds,
        updated: Date.now(),
      })
      if (page.next === undefined) return
      // What is here is drawn first, and answers to the first keys.
      await new Promise<void>((resolve) => void whenIdleAfter(drawingMilliseconds, resolve))
      signal.throwIfAborted()
      void this.count()
      await this.more(loadedByItself, signal)
    })
    return this.underWay
  }

  /** Loads until so many runs are there, or all. */
  async loadUpTo(count: number): Promise<void> {
    let seen
    do await (seen = this.underWay)
    while (seen !== this.underWay)
    if (this.token === undefined || this.state.error !== undefined) return
    const { signal } = this.work
    this.set({ isLoading: true })
    this.underWay = this.guarded(signal, () => this.more(count, signal))
    await this.underWay
  }

  reload(): Promise<void> {
    return this.query ? this.load(this.query) : Promise.resolve()
  }

  dispose() {
    this.work.abort()
  }

  /** Asks again for what may have changed: the newest page and the runs that were running. */
  async refresh(takeNew: boolean): Promise<void> {
    const { query, state } = this
    if (!query || state.isLoading || state.error !== undefined) return
    const { signal } = this.work
    try {
      const page = await searchRuns(query, firstPage, undefined, signal)
      const running = await this.runningAgain(query, page.runs, signal)
      if (signal.aborted) return
      const known = new Map(this.state.runs.map((run) => [run.id, run]))
      const fresh = page.runs.filter((run) => !known.has(run.id))
      const changed = [...page.runs, ...running].filter((run) => isOther(known.get(run.id), run))
      // Rows that stay the same are not touched: thousands are derived from them.
      if (changed.length > 0 || (takeNew && fresh.length > 0)) this.merge(changed, takeNew ? fresh : [])
      this.set({ waiting: takeNew ? 0 : fresh.length, updated: Date.now() })
      void this.count()
    } catch {
      // The rows stay as they are; their age, which is shown, says that they are not new.
    }
  }

  /** Puts changed runs in place of the old; takes deleted ones away. */
  merge(changed: Run[], added: Run[] = [], removed: ReadonlySet<string> = new Set()) {
    const byId = new Map(changed.map((run) => [run.id, run]))
    const kept = this.state.runs.filter((run) => !removed.has(run.id)).map((run) => byId.get(run.id) ?? run)
    this.set({ runs: [...added, ...kept], ...(this.state.isComplete && { total: added.length + kept.length }) })
    if (removed.size > 0) void this.count()
  }

  private readonly hasAll = () => this.state.isComplete

  /** Asks how many there are where not all of them are here. */
  private async count() {
    const { signal } = this.work
    if (this.hasAll() || !this.query) return
    try {
      const total = await countRuns(this.query, signal)
      if (!signal.aborted && !this.hasAll()) this.set({ total })
    } catch {
      // Then nobody says how many there are; what is wrong with the query, its search has said.
    }
  }

  private async runningAgain(query: RunQuery, seen: Run[], signal: AbortSignal): Promise<Run[]> {
    const ids = new Set(seen.map((run) => run.id))
    const running = this.state.runs.filter((run) => run.status === 'RUNNING' && !ids.has(run.id)).slice(0, liveRunsMax)
    if (running.length === 0) return []
    const filter = `attributes.run_id IN (${running.map((run) => `'${run.id}'`).join(',')})`
    return (await searchRuns({ ...query, filter, orderBy: [] }, liveRunsMax, undefined, signal)).runs
  }

  private async more(count: number, signal: AbortSignal) {
    while (this.token !== undefined && this.state.runs.length < count && this.query) {
      const size = this.state.runs.length > firstPage ? laterPage : secondPage
      const page = await searchRuns(this.query, size, this.token, signal)
      if (signal.aborted) return
      this.token = page.next
      const runs = [...this.state.runs, ...page.runs]
      this.set({ runs, ...ended({ ...page, runs }) })
    }
  }

  private async guarded(signal: AbortSignal, act: () => Promise<void>) {
    try {
      await act()
      if (!signal.aborted) this.set({ isLoading: false })
    } catch (error) {
      if (!signal.aborted) this.set({ isLoading: false, isStale: false, error })
    }
  }

  private set(change: Partial<FeedState>) {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}

function isOther(known: Run | undefined, run: Run): boolean {
  return known !== undefined && JSON.stringify(known) !== JSON.stringify(run)
}

/** Once all runs are here, they are as many as there are. */
const ended = ({ runs, next }: Pick<RunPage, 'runs' | 'next'>): Partial<FeedState> =>
  next === undefined ? { isComplete: true, total: runs.length } : { isComplete: false }

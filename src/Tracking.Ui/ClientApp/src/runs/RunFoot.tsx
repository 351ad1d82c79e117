import { useEffect, useState } from 'react'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { countText, plural } from '../ui/text'
import type { FeedState } from './runFeed'
import { allRuns, saveRuns, type Bulk } from './useBulk'
import type { RunsModel } from './useRunsModel'

/** How much is there and how new it is. */
export function RunFoot({ model, bulk }: { model: RunsModel; bulk: Bulk }) {
  const { feed, state, view, columns } = model
  const { runs, isLoading, isComplete, waiting, error } = state
  const csv = () =>
    void allRuns(feed, Number.POSITIVE_INFINITY)
      .then((all) => saveRuns(all, columns))
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  return (
    <div className="foot">
      <span role="status">{bulk.progress ?? amountText(state)}</span>
      {!isComplete && <Partly model={model} />}
      {!isLoading && !isComplete && error === undefined && (
        <>
          <Button onClick={() => void feed.loadUpTo(runs.length + 20_000)}>Load 20,000 more</Button>
          <Button className="hide-s" onClick={() => void feed.loadUpTo(Number.POSITIVE_INFINITY)}>
            Load all
          </Button>
        </>
      )}
      {view.life === 'deleted' && <span className="warn">Deleted runs</span>}
      {waiting > 0 && <Button onClick={() => void feed.refresh(true)}>{plural(waiting, 'new run')}</Button>}
      <span className="grow" />
      {runs.length > 0 && (
        <Button kind="small quiet" className="hide-s" onClick={csv}>
          CSV
        </Button>
      )}
      <Freshness since={state.updated} />
    </div>
  )
}

/** Groups and trees are made here, of the runs that are here: whoever reads a mean must know of how many. */
function Partly({ model }: { model: RunsModel }) {
  const { view, rows } = model
  if (view.groupBy.length > 0) {
    return (
      <span className="warn" title="Counts, means, least and most are those of the loaded runs.">
        groups of these only
      </span>
    )
  }
  const hasTree = rows.some((row) => row.kind === 'run' && row.children > 0)
  return hasTree && <span className="mut">children of loaded parents stand below them</span>
}

/** Such as "10,000 runs", or how many of them are here. */
function amountText({ runs, total, isLoading, isComplete, error }: FeedState): string {
  if (error !== undefined && runs.length === 0) return 'No runs loaded'
  if (isComplete && !isLoading) return plural(runs.length, 'run')
  const here = total === null ? plural(runs.length, 'run') : `${countText(runs.length)} of ${plural(total, 'run')}`
  if (isLoading) return total === null ? `Loading, ${here} so far` : `Loading ${here}`
  return `${here} loaded`
}

const tick = 1000
const staleSeconds = 20

function Freshness({ since }: { since: number }) {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick)
    return () => clearInterval(timer)
  }, [])
  if (since === 0) return null
  const seconds = Math.max(0, Math.round((now - since) / 1000))
  return seconds < staleSeconds ? (
    <span>Live, {seconds} s ago</span>
  ) : (
    <span className="warn">Not updated for {seconds} s</span>
  )
}

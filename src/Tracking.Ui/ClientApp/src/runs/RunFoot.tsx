import { useEffect, useState } from 'react'
import { Button } from '../ui/Button'
import { plural } from '../ui/text'
import { csvOf, saveFile } from './csv'
import type { FeedState, RunFeed } from './runFeed'
import type { Column, ViewState } from './viewState'

interface RunFootProps {
  feed: RunFeed
  state: FeedState
  view: ViewState
  columns: Column[]
}

/** How much is there and how new it is. */
export function RunFoot({ feed, state, view, columns }: RunFootProps) {
  const { runs, isLoading, isComplete, waiting } = state
  const csv = async () => {
    await feed.loadUpTo(Number.POSITIVE_INFINITY)
    saveFile(
      'runs.csv',
      'text/csv',
      csvOf(
        feed.current().runs,
        columns.map((column) => column.id),
      ),
    )
  }
  return (
    <div className="foot">
      <span>
        {isLoading
          ? `Loading, ${plural(runs.length, 'run')} so far`
          : `${plural(runs.length, 'run')}${isComplete ? '' : ' loaded'}`}
      </span>
      {!isLoading && !isComplete && (
        <Button onClick={() => void feed.loadUpTo(runs.length + 20_000)}>Load 20,000 more</Button>
      )}
      {view.life === 'deleted' && <span className="warn">Deleted runs</span>}
      {waiting > 0 && <Button onClick={() => void feed.refresh(true)}>{plural(waiting, 'new run')}</Button>}
      <span className="grow" />
      {runs.length > 0 && (
        <Button kind="small quiet" className="hide-s" onClick={() => void csv()}>
          CSV
        </Button>
      )}
      <Freshness since={state.updated} />
    </div>
  )
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

import { useRef, useState } from 'react'
import { messageOf } from '../api/client'
import type { Run } from '../api/runs'
import { toast } from '../app/toasts'
import { countText } from '../ui/text'
import { bulkMax, moveRuns, tagRuns } from './bulk'
import { csvOf, saveFile } from './csv'
import type { RunFeed } from './runFeed'
import type { RunsModel } from './useRunsModel'

export interface Bulk {
  /** What is under way, such as "12 of 300 deleted". */
  progress: string | null
  /** Deletes the selected runs, or restores them. */
  move: () => void
  /** Of these runs, or of the selected ones. */
  tag: (key: string, value: string | null, runs?: readonly Run[]) => Promise<void>
  csv: () => void
}

const progressMilliseconds = 100

/** What is done to all selected runs, also to those that are not loaded yet. */
export function useBulk({ feed, view, hasAll, selectedRuns, columns, change }: RunsModel): Bulk {
  const [progress, setProgress] = useState<string | null>(null)
  const shown = useRef(0)
  const onProgress = (text: string | null) => {
    const now = performance.now()
    if (text !== null && now - shown.current < progressMilliseconds) return
    shown.current = now
    setProgress(text)
  }
  const targets = async () => {
    if (!hasAll) return selectedRuns
    setProgress('Loading all that match')
    try {
      const left = new Set(view.selected)
      return (await allRuns(feed, bulkMax)).filter((run) => !left.has(run.id))
    } finally {
      setProgress(null)
    }
  }
  const act = (work: (runs: Run[]) => Promise<void> | void) =>
    void targets()
      .then(work)
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  return {
    progress,
    move: () =>
      act((runs) => {
        change({ selected: [] })
        return moveRuns(feed, runs, view.life === 'active' ? 'deleted' : 'active', onProgress)
      }),
    tag: async (key, value, runs) => tagRuns(feed, runs ?? (await targets()), { key, value }, onProgress),
    csv: () => act((runs) => saveRuns(runs, columns)),
  }
}

/** Every run of the query, and never a part of them. */
export async function allRuns(feed: RunFeed, most: number): Promise<Run[]> {
  await feed.loadUpTo(most)
  const { runs, isComplete, error } = feed.current()
  if (error !== undefined) throw new Error(`Not all runs could be loaded: ${messageOf(error)}`)
  if (!isComplete) throw new Error(`More than ${countText(most)} runs match. Narrow the query, then act on a part.`)
  return runs
}

export function saveRuns(runs: readonly Run[], columns: RunsModel['columns']) {
  const ids = columns.map((column) => column.id)
  saveFile('runs.csv', 'text/csv', csvOf(runs, ids))
}

import { deleteRun, getRun, restoreRun, setRunTag, type Run } from '../api/runs'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { plural } from '../ui/text'
import type { RunFeed } from './runFeed'

/** So many requests at the same time. */
const width = 8

/** Does something to each run, a few at a time; ends at the first failure. */
export async function forEachRun(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<number> {
  let next = 0
  let done = 0
  const worker = async () => {
    for (let i = next++; i < ids.length; i = next++) {
      await act(ids[i]!)
      onProgress(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, ids.length) }, worker))
  return done
}

export type Progress = (text: string | null) => void

/** Moves runs to the trash or back, with a way to undo it. */
export async function moveRuns(
  feed: RunFeed,
  runs: readonly Run[],
  to: 'active' | 'deleted',
  onProgress: Progress,
): Promise<void> {
  const [act, undone, word] =
    to === 'deleted' ? [deleteRun, restoreRun, 'deleted'] : [restoreRun, deleteRun, 'restored']
  const ids = runs.map((run) => run.id)
  const each = (change: (id: string) => Promise<unknown>) =>
    forEachRun(ids, change, (done) => onProgress(`${done} of ${ids.length} ${word}`))
  try {
    await each(act)
    feed.merge([], [], new Set(ids))
    const undo = () =>
      each(undone)
        .then(() => feed.reload())
        .finally(() => onProgress(null))
    toast({ text: `${plural(ids.length, 'run')} ${word}.`, undo })
  } catch (error) {
    toast({ text: `Not all are ${word}: ${messageOf(error)}`, isError: true })
    await feed.reload()
  }
  onProgress(null)
}

export async function tagRuns(
  feed: RunFeed,
  runs: readonly Run[],
  tag: { key: string; value: string },
  onProgress: Progress,
): Promise<void> {
  try {
    await forEachRun(
      runs.map((run) => run.id),
      (id) => setRunTag(id, tag.key, tag.value),
      (done) => onProgress(`${done} of ${runs.length} tagged`),
    )
    feed.merge(runs.map((run) => ({ ...run, tags: { ...run.tags, [tag.key]: tag.value } })))
  } finally {
    onProgress(null)
  }
}

export async function takeAgain(feed: RunFeed, id: string): Promise<void> {
  feed.merge([await getRun(id)])
}

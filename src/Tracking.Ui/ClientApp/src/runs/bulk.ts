import { messageOf } from '../api/client'
import { deleteRun, deleteRunTag, restoreRun, setRunTag, type Run } from '../api/runs'
import { recordOf } from '../api/wire'
import { toast } from '../app/toasts'
import { plural, visible } from '../ui/text'
import type { RunFeed } from './runFeed'

/** So many requests at the same time. */
const width = 8

/** Where so many fail, the others are not tried. */
const failuresMax = 20

/** The most runs that one act is for. */
export const bulkMax = 50_000

export interface Outcome {
  done: Run[]
  failed: { run: Run; message: string }[]
}

/** Does something to each run, a few at a time; what fails does not stop the others until it is much. */
export async function forEachRun(
  runs: readonly Run[],
  act: (run: Run) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] }
  let next = 0
  const worker = async () => {
    while (next < runs.length && outcome.failed.length < failuresMax) {
      const run = runs[next++]!
      try {
        await act(run)
        outcome.done.push(run)
      } catch (error) {
        outcome.failed.push({ run, message: messageOf(error) })
      }
      onProgress(outcome.done.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, runs.length) }, worker))
  return outcome
}

const namedFailures = 2

/** Such as "7 of 9 runs deleted. Not run-3: Run is gone." */
export function outcomeText({ done, failed }: Outcome, all: number, word: string): string {
  if (failed.length === 0) return `${plural(done.length, 'run')} ${word}.`
  const named = failed.slice(0, namedFailures).map(({ run, message }) => `${visible(run.name || run.id)}: ${message}`)
  const rest = all - done.length - named.length
  const others = rest > 0 ? `; nor ${plural(rest, 'other')}` : ''
  return `${done.length} of ${plural(all, 'run')} ${word}. Not ${named.join('; ')}${others}`
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
  const each = (those: readonly Run[], change: (id: string) => Promise<unknown>, what: string) =>
    forEachRun(
      those,
      (run) => change(run.id),
      (done) => onProgress(`${done} of ${those.length} ${what}`),
    )
  const outcome = await each(runs, act, word)
  feed.merge([], [], new Set(outcome.done.map((run) => run.id)))
  const undo = async () => {
    const back = await each(outcome.done, undone, 'taken back')
    onProgress(null)
    if (back.failed.length > 0) toast({ text: outcomeText(back, outcome.done.length, 'taken back'), isError: true })
    await feed.reload()
  }
  toast({
    text: outcomeText(outcome, runs.length, word),
    isError: outcome.failed.length > 0,
    ...(outcome.done.length > 0 && { undo }),
  })
  onProgress(null)
}

/** Sets a tag, or takes it away where there is no value. Rejects with what failed. */
export async function tagRuns(
  feed: RunFeed,
  runs: readonly Run[],
  { key, value }: { key: string; value: string | null },
  onProgress: Progress,
): Promise<void> {
  const outcome = await forEachRun(
    value === null ? runs.filter((run) => key in run.tags) : runs,
    (run) => (value === null ? deleteRunTag(run.id, key) : setRunTag(run.id, key, value)),
    (done) => onProgress(`${done} of ${runs.length} tagged`),
  )
  feed.merge(outcome.done.map((run) => ({ ...run, tags: withTag(run.tags, key, value) })))
  onProgress(null)
  if (outcome.failed.length > 0) throw new Error(outcomeText(outcome, runs.length, 'tagged'))
}

function withTag(tags: Record<string, string>, key: string, value: string | null): Record<string, string> {
  const others = Object.entries(tags).filter(([other]) => other !== key)
  const all = value === null ? others : [...others, [key, value] as const]
  return recordOf(all.map(([name, text]) => ({ key: name, value: text })))
}

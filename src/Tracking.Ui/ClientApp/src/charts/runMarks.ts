import type { Run } from '../api/runs'
import type { Stroke } from '../runs/colors'
import { visible } from '../ui/text'
import type { RunMark } from './added/scene'

/** More marks than this are a cloud that tells nothing and takes long. */
export const marksMax = 2000

/** Runs as charts of runs show them; those that have lines keep the colour of their line. */
export function marksOfRuns(runs: readonly Run[], strokes: ReadonlyMap<string, Stroke>): RunMark[] {
  return runs.slice(0, marksMax).map((run) => ({
    id: run.id,
    name: visible(run.name || run.id),
    run,
    slot: strokes.get(run.id)?.slot ?? null,
  }))
}

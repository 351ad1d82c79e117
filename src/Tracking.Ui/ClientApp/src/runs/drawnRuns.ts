import type { Run } from '../api/runs'
import type { CurveRun } from '../charts/curves'
import { visible } from '../ui/text'
import type { Stroke } from './colors'

/** The runs that have a stroke, as charts draw them. */
export function drawnRuns(runs: readonly Run[], strokes: ReadonlyMap<string, Stroke>): CurveRun[] {
  return runs.flatMap((run) => {
    const stroke = strokes.get(run.id)
    const name = visible(run.name || run.id)
    return stroke ? [{ id: run.id, name, ...stroke, isRunning: run.status === 'RUNNING' }] : []
  })
}

import { useMemo } from 'react'
import type { Run } from '../api/runs'
import ChartsPane from '../charts/ChartsPane'
import { marksOfRuns } from '../charts/runMarks'
import { useCharts } from '../charts/useCharts'
import { colorTag, strokesFor } from '../runs/colors'
import type { Goals } from '../runs/goals'
import { visible } from '../ui/text'
import { parallelOf, useMarksAmongOthers } from './parallelRuns'

/** The lines of all compared runs over each other, and the runs among the others of their experiments. */
export function CompareCharts({ runs, goals }: { runs: Run[]; goals: Goals }) {
  const { settings, change } = useCharts()
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort().join('\n')
  const metrics = useMemo(() => keys.split('\n').filter(Boolean), [keys])
  const strokes = useMemo(() => strokesFor(runs.map((run) => ({ id: run.id, color: run.tags[colorTag] }))), [runs])
  const marks = useMemo(() => marksOfRuns(runs, strokes), [runs, strokes])
  const chart = useMemo(() => parallelOf(runs, goals), [runs, goals])
  const among = useMarksAmongOthers(marks)
  const across = useMemo(() => chart && { chart, marks: among }, [chart, among])
  const lines = runs.map((run) => ({
    id: run.id,
    name: visible(run.name || run.id),
    ...strokes.get(run.id)!,
    isRunning: run.status === 'RUNNING',
  }))
  const key = JSON.stringify(lines)
  const shown = useMemo(() => JSON.parse(key) as typeof lines, [key])
  return (
    <ChartsPane
      isLoading={false}
      metrics={metrics}
      runs={shown}
      marks={marks}
      across={across}
      total={runs.length}
      settings={settings}
      onChange={change}
    />
  )
}

import { lazy, Suspense, useMemo } from 'react'
import type { Run } from '../api/runs'
import { marksOfRuns } from '../charts/runMarks'
import { useCharts } from '../charts/useCharts'
import { visible } from '../ui/text'
import type { Stroke } from './colors'
import type { KeyCount } from './keyIndex'
import type { ViewState } from './viewState'

const ChartsPane = lazy(() => import('../charts/ChartsPane'))

interface RunChartsProps {
  isLoading: boolean
  runs: Run[]
  keys: KeyCount[]
  charted: ReadonlyMap<string, Stroke>
  view: Pick<ViewState, 'charted' | 'hidden' | 'selected'>
  onCharted: (charted: ViewState['charted']) => void
  onSelect: (ids: string[]) => void
}

/** The charts of the runs that are shown. */
export function RunCharts({ isLoading, runs, keys, charted, view, onCharted, onSelect }: RunChartsProps) {
  const { settings, change } = useCharts()
  const shown = runs.flatMap((run) => {
    const stroke = charted.get(run.id)
    return stroke
      ? [{ id: run.id, name: visible(run.name || run.id), ...stroke, isRunning: run.status === 'RUNNING' }]
      : []
  })
  // Values of the table change all the time; the charts ask for themselves.
  const runKey = JSON.stringify(shown)
  const curves = useMemo(() => JSON.parse(runKey) as typeof shown, [runKey])
  const marks = useMemo(() => marksOfRuns(markedRuns(runs, view), charted), [runs, view, charted])
  const metricKey = keys
    .filter((key) => key.id.startsWith('m.'))
    .map((key) => key.id.slice(2))
    .sort()
    .join('\n')
  const metrics = useMemo(() => metricKey.split('\n').filter(Boolean), [metricKey])
  return (
    <Suspense fallback={null}>
      <ChartsPane
        isLoading={isLoading}
        metrics={metrics}
        runs={curves}
        marks={marks}
        total={runs.length}
        settings={settings}
        onChange={change}
        charted={view.charted}
        onCharted={onCharted}
        onSelect={onSelect}
      />
    </Suspense>
  )
}

/** All that the query matches, or all that are selected: a dot takes less room than a line. */
function markedRuns(runs: Run[], { charted, hidden, selected }: RunChartsProps['view']): Run[] {
  const [isHidden, isSelected] = [new Set(hidden), new Set(selected)]
  return runs.filter(({ id }) => !isHidden.has(id) && (charted !== 'selected' || isSelected.has(id)))
}

import { lazy, Suspense, useMemo } from 'react'
import type { Run } from '../api/runs'
import { marksOfRuns } from '../charts/runMarks'
import { useCharts } from '../charts/useCharts'
import type { Stroke } from './colors'
import { drawnRuns } from './drawnRuns'
import type { KeyCount } from './keyIndex'
import type { ViewState } from './viewState'

const loadCharts = () => import('../charts/ChartsPane')
const ChartsPane = lazy(loadCharts)

/** Fetches the charts' code, so that they are there when somebody asks for them. */
export const prepareCharts = () => void loadCharts()

interface RunChartsProps {
  isLoading: boolean
  runs: Run[]
  keys: KeyCount[]
  charted: ReadonlyMap<string, Stroke>
  selected: ReadonlySet<string>
  view: Pick<ViewState, 'charted' | 'hidden'>
  onCharted: (charted: ViewState['charted']) => void
  onSelect: (ids: string[]) => void
}

/** The charts of the runs that are shown. */
export function RunCharts(props: RunChartsProps) {
  const { isLoading, runs, keys, charted, selected, view, onCharted, onSelect } = props
  const { settings, change } = useCharts()
  const shown = drawnRuns(runs, charted)
  // Values of the table change all the time; the charts ask for themselves.
  const runKey = JSON.stringify(shown)
  const curves = useMemo(() => JSON.parse(runKey) as typeof shown, [runKey])
  const marks = useMemo(() => marksOfRuns(markedRuns(runs, view, selected), charted), [runs, view, selected, charted])
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
function markedRuns(
  runs: Run[],
  { charted, hidden }: RunChartsProps['view'],
  selected: ReadonlySet<string>,
): Run[] {
  const isHidden = new Set(hidden)
  return runs.filter(({ id }) => !isHidden.has(id) && (charted !== 'selected' || selected.has(id)))
}

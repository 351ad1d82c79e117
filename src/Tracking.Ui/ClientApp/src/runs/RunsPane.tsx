import { lazy, Suspense, useEffect, useState } from 'react'
import { whenSettled } from '../app/idle'
import { prepareCharts, RunCharts } from './RunCharts'
import { RunsBar } from './RunsBar'
import { Splitter } from './Splitter'
import { TablePane } from './TablePane'
import { useLayout } from './useLayout'
import { useRunsModel } from './useRunsModel'
import { defaultView } from './viewState'

const RunImages = lazy(() => import('./RunImages'))

/** The runs of some experiments: the query, and beneath it the table, the charts or both. */
export function RunsPane({ experiments, name }: { experiments: string[]; name: string }) {
  const model = useRunsModel(experiments)
  const { view, change } = model
  // Not in the URL before the line is let go: browsers limit how often that changes.
  const [dragged, setDragged] = useState<number | null>(null)
  const tableWidth = dragged ?? view.tableWidth
  const layout = useLayout({ ...view, tableWidth })
  const hasRuns = model.runs.length > 0
  useEffect(() => (hasRuns ? whenSettled(prepareCharts) : undefined), [hasRuns])
  return (
    <>
      <RunsBar model={model} layout={layout} />
      <div className="split grow" style={{ gridTemplateColumns: layout.columns }}>
        {layout.hasTable && <TablePane model={model} name={name} />}
        {layout.hasBoth && (
          <Splitter
            width={tableWidth}
            onDrag={setDragged}
            onWidth={(width) => change({ tableWidth: width })}
            onReset={() => change({ tableWidth: defaultView.tableWidth })}
          />
        )}
        {layout.hasCharts && (
          <section className="pane" aria-label="Charts of the runs">
            <RunCharts
              isLoading={model.state.isLoading}
              runs={model.runs}
              keys={model.keys}
              charted={model.charted}
              selected={model.selected}
              view={view}
              onCharted={(charted) => change({ charted })}
              onSelect={(selected) => change({ selected })}
            />
          </section>
        )}
        {layout.hasImages && (
          <section className="pane" aria-label="Images of the runs">
            <Suspense fallback={null}>
              <RunImages runs={model.runs} charted={model.charted} isLoading={model.state.isLoading} />
            </Suspense>
          </section>
        )}
      </div>
    </>
  )
}

import { useMemo } from 'react'
import ChartsPane from '../charts/ChartsPane'
import { marksOfRuns } from '../charts/runMarks'
import { useCharts } from '../charts/useCharts'
import { colorTag, strokesFor } from '../runs/colors'
import { visible } from '../ui/text'
import type { RunTabProps } from './tabs'

const isSystem = (key: string) => key.startsWith('system/')

/** The run's metrics as charts, those of the machine apart. */
export default function ChartsTab(props: RunTabProps) {
  return <MetricCharts {...props} wanted={(key) => !isSystem(key)} />
}

export function SystemTab(props: RunTabProps) {
  return <MetricCharts {...props} wanted={isSystem} />
}

function MetricCharts({ run, wanted }: RunTabProps & { wanted: (key: string) => boolean }) {
  const { settings, change } = useCharts()
  const keys = Object.keys(run.metrics).filter(wanted).sort().join('\n')
  const metrics = useMemo(() => keys.split('\n').filter(Boolean), [keys])
  const { id, name, status } = run
  const color = run.tags[colorTag]
  const strokes = useMemo(() => strokesFor([{ id, color }]), [id, color])
  const runs = useMemo(
    () => [{ id, name: visible(name || id), ...strokes.get(id)!, isRunning: status === 'RUNNING' }],
    [id, name, status, strokes],
  )
  const marks = useMemo(() => marksOfRuns([run], strokes), [run, strokes])
  return (
    <div className="pane grow">
      <ChartsPane
        isLoading={false}
        metrics={metrics}
        runs={runs}
        marks={marks}
        total={1}
        settings={settings}
        onChange={change}
        isOpen
      />
    </div>
  )
}

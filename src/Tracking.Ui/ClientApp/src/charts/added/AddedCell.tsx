import { titleOf, type ColumnId } from '../../runs/columns'
import { Button } from '../../ui/Button'
import { Message } from '../../ui/states'
import { visible } from '../../ui/text'
import type { CurveRun, Domain } from '../curves'
import { LineChart, type OnZoom } from '../LineChart'
import type { Placing } from '../placing'
import type { ChartSettings } from '../settings'
import type { YScale } from '../yScale'
import type { AddedChart } from './kinds'
import { RunChartCell } from './RunChartCell'
import { titleOfChart } from './runScenes'
import type { RunMark } from './scene'

interface AddedCellProps {
  chart: AddedChart
  runs: CurveRun[]
  marks: RunMark[]
  settings: ChartSettings
  placing: Placing
  zoom: Domain | null
  onZoom: OnZoom
  onScale: (scale: YScale) => void
  onEdit: () => void
  /** Absent where it cannot be removed. */
  onRemove: (() => void) | undefined
  onChange: (chart: AddedChart) => void
  onSelect?: ((ids: string[]) => void) | undefined
}

/** A chart that somebody added. */
export default function AddedCell({ chart, onEdit, onRemove, ...rest }: AddedCellProps) {
  const title = titleOfChart(chart)
  const tools = (
    <>
      <Button kind="small quiet" icon="edit" label={`Change ${title}`} onClick={onEdit} />
      {onRemove && <Button kind="small quiet" icon="close" label={`Remove ${title}`} onClick={onRemove} />}
    </>
  )
  const { runs, marks, settings, placing, zoom, onZoom, onScale, onChange, onSelect } = rest
  if (chart.kind === 'difference') {
    return <DifferenceCell {...{ chart, runs, marks, settings, placing, zoom, onZoom, tools }} />
  }
  if (chart.kind === 'line') {
    return <OverMetricCell {...{ chart, runs, settings, placing, zoom, onZoom, tools, onScale }} />
  }
  return <RunChartCell {...{ chart, marks, isLog: settings.scale === 'log', placing, tools, onChange, onSelect }} />
}

type LinesProps = Pick<AddedCellProps, 'chart' | 'runs' | 'settings' | 'placing'> & { tools: React.ReactNode }

const metricIn = (columns: readonly ColumnId[], at: number) => columns[at]!.slice(2)

/** One metric over another. */
function OverMetricCell(props: LinesProps & Pick<AddedCellProps, 'zoom' | 'onZoom' | 'onScale'>) {
  const { chart, ...rest } = props
  const title = titleOfChart(chart)
  return (
    <LineChart
      name={title}
      heading={<bdi className="ell">{title}</bdi>}
      metric={metricIn(chart.columns, 0)}
      {...rest}
      empty={
        <Message title="No run shown logged both at the same steps. Show other runs, or change what is shown." />
      }
    />
  )
}

type DifferenceProps = LinesProps & Pick<AddedCellProps, 'marks' | 'zoom' | 'onZoom'>

function DifferenceCell({ chart, runs, marks, ...props }: DifferenceProps) {
  const title = visible(titleOf(chart.columns[0]!))
  const base = marks.find(({ id }) => id === chart.base)
  const baseName = base?.name ?? chart.base ?? ''
  return (
    <LineChart
      {...props}
      name={`${title} less ${baseName}`}
      heading={
        <>
          <bdi>{title}</bdi> <span className="mut">less</span> <bdi>{baseName}</bdi>
        </>
      }
      metric={metricIn(chart.columns, 0)}
      runs={runs}
      base={chart.base}
      empty={
        <Message
          title={
            `Nothing to take away: no other run shown has ${title} at a step where the baseline ${baseName} has it. ` +
            'Show more runs, or choose another baseline.'
          }
        />
      }
    />
  )
}

import { KeyName } from '../ui/Name'
import type { CurveRun, Domain } from './curves'
import { LineChart, type OnZoom } from './LineChart'
import type { Placing } from './placing'
import type { ChartSettings } from './settings'
import type { YScale } from './yScale'

interface ChartCellProps {
  metric: string
  runs: CurveRun[]
  settings: ChartSettings
  placing: Placing
  zoom: Domain | null
  onZoom: OnZoom
  onScale: (scale: YScale) => void
}

/** The chart of one metric. */
export function ChartCell({ metric, ...rest }: ChartCellProps) {
  return <LineChart name={metric} heading={<KeyName text={metric} />} metric={metric} {...rest} />
}

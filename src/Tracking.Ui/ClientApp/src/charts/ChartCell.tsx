import { KeyName } from '../ui/Name'
import type { CurveRun, Domain } from './curves'
import { LineChart } from './LineChart'
import type { Placing } from './placing'
import type { ChartSettings } from './settings'

interface ChartCellProps {
  metric: string
  runs: CurveRun[]
  settings: ChartSettings
  placing: Placing
  onZoom: (range: Domain | null) => void
  onLog: (isLog: boolean) => void
}

/** The chart of one metric. */
export function ChartCell({ metric, ...rest }: ChartCellProps) {
  return <LineChart name={metric} heading={<KeyName text={metric} />} metric={metric} {...rest} />
}

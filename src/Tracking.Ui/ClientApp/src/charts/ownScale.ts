import type { Domain } from './curves'
import type { OnZoom } from './LineChart'
import { scaleIn, withScale, withZoom, zoomIn, type ChartPlan } from './plan'
import type { ChartSettings } from './settings'
import type { ChangePlan } from './usePlan'
import type { YScale } from './yScale'

export interface OwnScale {
  settings: ChartSettings
  zoom: Domain | null
  onScale: (scale: YScale) => void
  onZoom: OnZoom
}

interface Asked {
  plan: ChartPlan
  change: ChangePlan
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
}

/** What a chart has of its own, in the plan, beside what all charts share: how values stand, and a zoom of them. */
export const ownScaleOf = ({ plan, change, settings, onChange }: Asked, chart: string): OwnScale => ({
  settings: { ...settings, scale: scaleIn(plan, chart, settings.scale) },
  zoom: zoomIn(plan, chart),
  onScale: (scale) => change((now) => withScale(withZoom(now, chart, null), chart, scale, settings.scale)),
  onZoom: (range, y) => {
    if (!isSame(range, settings.range)) onChange({ range })
    if (y !== undefined) change((now) => withZoom(now, chart, y))
  },
})

const isSame = (a: Domain | null, b: Domain | null) => a?.min === b?.min && a?.max === b?.max

import type { AddedChart } from './added/kinds'
import type { Domain, XKind } from './curves'
import type { OnZoom } from './LineChart'
import { scaleIn, withScale, withZoom, zoomIn, type ChartPlan } from './plan'
import type { ChartSettings } from './settings'
import { rangeIn, withRange } from './sharedX'
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

/** What a chart has of its own, in the plan, beside what all charts share: how values stand, and zooms. */
export function ownScaleOf({ plan, change, settings, onChange }: Asked, chart: string, x = settings.x): OwnScale {
  const shown = rangeIn(plan, settings, { chart, x })
  return {
    settings: { ...settings, x, range: shown, scale: scaleIn(plan, chart, settings.scale) },
    zoom: zoomIn(plan, chart),
    onScale: (scale) => change((now) => withScale(withZoom(now, chart, null), chart, scale, settings.scale)),
    onZoom: (range, y) => {
      if (!isSame(range, shown)) {
        change((now) => withRange(now, settings, { chart, x, range }), true)
        if (settings.isRangeShared && x === settings.x) onChange({ range })
      }
      if (y !== undefined) change((now) => withZoom(now, chart, y))
    },
  }
}

/** What a chart that somebody added stands over. */
export const xOfAdded = ({ kind, columns }: AddedChart, others: XKind): XKind =>
  kind === 'line' ? (columns[1] as XKind) : others

const isSame = (a: Domain | null, b: Domain | null) => a?.min === b?.min && a?.max === b?.max

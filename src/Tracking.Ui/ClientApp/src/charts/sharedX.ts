import type { Domain, XKind } from './curves'
import { withEntry, type ChartPlan } from './plan'
import type { ChartSettings } from './settings'

type Shared = Pick<ChartSettings, 'x' | 'range' | 'isRangeShared'>

/** The range that charts over an x have in common; null = all of it. */
const commonIn = (plan: ChartPlan, settings: Shared, x: XKind): Domain | null =>
  x === settings.x ? settings.range : Object.hasOwn(plan.xRanges, x) ? (plan.xRanges[x] ?? null) : null

/** What a chart over that x is zoomed to; where each has a range of its own, the common one is where they began. */
export function rangeIn(plan: ChartPlan, settings: Shared, { chart, x }: { chart: string; x: XKind }): Domain | null {
  const own = settings.isRangeShared ? undefined : Object.entries(plan.ranges).find(([key]) => key === chart)
  return own ? own[1] : commonIn(plan, settings, x)
}

interface Zoomed {
  chart: string
  x: XKind
  range: Domain | null
}

/** The plan after a zoom of one chart; the same one where the zoom is that of all charts, which the settings have. */
export function withRange(plan: ChartPlan, settings: Shared, { chart, x, range }: Zoomed): ChartPlan {
  if (!settings.isRangeShared) {
    const isLikeAll = range === null && commonIn(plan, settings, x) === null
    const others = withEntry(plan.ranges, chart, null)
    return { ...plan, ranges: isLikeAll ? others : { ...others, [chart]: range } }
  }
  return x === settings.x ? plan : { ...plan, xRanges: withEntry(plan.xRanges, x, range) }
}

/** No chart is zoomed on its own, whether in x or in its values. */
export const withoutZooms = (plan: ChartPlan): ChartPlan =>
  hasZooms(plan) ? { ...plan, zooms: {}, ranges: {}, xRanges: {} } : plan

export const hasZooms = ({ zooms, ranges, xRanges }: ChartPlan): boolean =>
  [zooms, ranges, xRanges].some((all) => Object.keys(all).length > 0)

/** Once all charts share a range again, it is the one of the chart that was zoomed last. */
export function rejoined(plan: ChartPlan, { range }: Shared): Domain | null {
  const ofOtherX = new Set(plan.added.filter(({ kind }) => kind === 'line').map(({ id }) => id))
  const last = Object.entries(plan.ranges).findLast(([chart]) => !ofOtherX.has(chart))
  return last ? last[1] : range
}

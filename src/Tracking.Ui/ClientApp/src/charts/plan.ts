import type { AddedChart } from './added/kinds'
import type { Domain } from './curves'
import type { YScale } from './yScale'

/** Which charts there are beside one per metric, and in which order; it stands in the URL as `ch`. */
export interface ChartPlan {
  added: AddedChart[]
  /** The sections that come first, by name. */
  sections: string[]
  /** By section: the charts that come first. */
  charts: Record<string, string[]>
  /** By chart, a metric or the id of an added one: how its values stand, where not all do alike. */
  scales: Record<string, YScale>
  /** By chart: the values that it is zoomed to. */
  zooms: Record<string, Domain>
  /** By chart: the x that it alone is zoomed to, null = all of it, where not all charts share one. */
  ranges: Record<string, Domain | null>
  /** By x, such as `m.epoch`: what charts are zoomed to that stand over another x than the rest. */
  xRanges: Record<string, Domain>
  images: ImagePlan
}

export interface ImagePlan {
  /** null = the last. */
  step: number | null
  /** Pixels. */
  size: number
}

export const addedMax = 24
export const imageSizes = { least: 64, usual: 160, most: 480 }

export const emptyPlan: ChartPlan = {
  added: [],
  sections: [],
  charts: {},
  scales: {},
  zooms: {},
  ranges: {},
  xRanges: {},
  images: { step: null, size: imageSizes.usual },
}

/** How a chart's values stand; as all others do where nothing else was said. */
export const scaleIn = ({ scales }: ChartPlan, chart: string, others: YScale): YScale =>
  Object.hasOwn(scales, chart) ? (scales[chart] ?? others) : others

/** The same plan with that chart's own scale, or none where all others stand alike. */
export const withScale = (plan: ChartPlan, chart: string, scale: YScale, others: YScale): ChartPlan => ({
  ...plan,
  scales: withEntry(plan.scales, chart, scale === others ? null : scale),
})

/** What a chart's values are zoomed to; null = nothing. */
export const zoomIn = ({ zooms }: ChartPlan, chart: string): Domain | null =>
  Object.hasOwn(zooms, chart) ? (zooms[chart] ?? null) : null

export const withZoom = (plan: ChartPlan, chart: string, zoom: Domain | null): ChartPlan => ({
  ...plan,
  zooms: withEntry(plan.zooms, chart, zoom),
})

export function withEntry<T>(record: Record<string, T>, key: string, value: T | null): Record<string, T> {
  const others = Object.entries(record).filter(([other]) => other !== key)
  return Object.fromEntries(value === null ? others : [...others, [key, value]])
}

/** The order given to the charts of a section. */
export const orderIn = ({ charts }: ChartPlan, section: string): string[] =>
  Object.hasOwn(charts, section) ? (charts[section] ?? []) : []

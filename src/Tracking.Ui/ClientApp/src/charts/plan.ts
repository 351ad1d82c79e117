import { isKnown, kindOf } from '../runs/columns'
import { kinds, type AddedChart, type AddedKind, type Brush } from './added/kinds'
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
  images: ImagePlan
}

export interface ImagePlan {
  /** null = the last. */
  step: number | null
  /** Pixels. */
  size: number
}

export const addedMax = 24
const orderMax = 500
export const imageSizes = { least: 64, usual: 160, most: 480 }

export const emptyPlan: ChartPlan = {
  added: [],
  sections: [],
  charts: {},
  scales: {},
  zooms: {},
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

function withEntry<T>(record: Record<string, T>, key: string, value: T | null): Record<string, T> {
  const others = Object.entries(record).filter(([other]) => other !== key)
  return Object.fromEntries(value === null ? others : [...others, [key, value]])
}

/** The order given to the charts of a section. */
export const orderIn = ({ charts }: ChartPlan, section: string): string[] =>
  Object.hasOwn(charts, section) ? (charts[section] ?? []) : []

interface Printed {
  a?: unknown
  s?: unknown
  c?: unknown
  i?: unknown
  l?: unknown
  y?: unknown
}

/** Null for a plan that changes nothing. */
export function printPlan(plan: ChartPlan): string | null {
  const charts = Object.entries(plan.charts).filter(([, keys]) => keys.length > 0)
  const { step, size } = plan.images
  const printed: Printed = {
    ...(plan.added.length > 0 && { a: plan.added.map(printAdded) }),
    ...(plan.sections.length > 0 && { s: plan.sections }),
    ...(charts.length > 0 && { c: charts }),
    ...(Object.keys(plan.scales).length > 0 && { l: Object.entries(plan.scales).map(printScale) }),
    ...(Object.keys(plan.zooms).length > 0 && {
      y: Object.entries(plan.zooms).map(([chart, { min, max }]) => [chart, min, max]),
    }),
    ...((step !== null || size !== imageSizes.usual) && { i: [step, size] }),
  }
  return Object.keys(printed).length === 0 ? null : toBase64Url(JSON.stringify(printed))
}

function printAdded({ id, kind, columns, color, brushes, base }: AddedChart): object {
  return {
    n: id,
    k: kind,
    c: columns,
    ...(color !== null && { o: color }),
    ...(brushes.length > 0 && { b: brushes.map(({ axis, keep }) => [axis, keep]) }),
    ...(base !== null && { r: base }),
  }
}

/** What cannot be read is left out: a link may come from anywhere. */
export function parsePlan(text: string | null): ChartPlan {
  const printed = recordIn(text)
  const charts = listOf(printed.c).flatMap((entry): [string, string[]][] => {
    const [section, keys] = listOf(entry)
    return typeof section === 'string' ? [[section, textsIn(keys)]] : []
  })
  const ids = new Set<string>()
  return {
    added: listOf(printed.a)
      .flatMap(addedIn)
      .filter((chart) => !ids.has(chart.id) && ids.add(chart.id))
      .slice(0, addedMax),
    sections: textsIn(printed.s),
    charts: Object.fromEntries(charts.filter(([, keys]) => keys.length > 0).slice(0, orderMax)),
    scales: Object.fromEntries(listOf(printed.l).flatMap(ownScaleIn)),
    zooms: Object.fromEntries(listOf(printed.y).flatMap(ownZoomIn)),
    images: imagesIn(printed.i),
  }
}

function addedIn(value: unknown): AddedChart[] {
  if (typeof value !== 'object' || value === null) return []
  const { n: id, k: kind, c, o: color, b, r: base } = value as Record<string, unknown>
  if (typeof id !== 'string' || typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return []
  const { least, most, fields } = kinds[kind as AddedKind]
  const columns = textsIn(c).filter(isKnown).slice(0, most)
  const isWrong = fields.some(({ accepts }, i) => accepts === 'metric' && kindOf(columns[i] ?? '') !== 'metric')
  if (columns.length < least || isWrong) return []
  return [
    {
      id,
      kind: kind as AddedKind,
      columns,
      color: typeof color === 'string' && isKnown(color) ? color : null,
      brushes: listOf(b).flatMap(brushIn),
      base: typeof base === 'string' ? base : null,
    },
  ]
}

function brushIn(value: unknown): Brush[] {
  const [axis, keep] = listOf(value)
  const parts = listOf(keep)
  if (typeof axis !== 'string' || parts.length === 0) return []
  const [from, to] = parts
  if (typeof from === 'number' && typeof to === 'number') return [{ axis, keep: [from, to] }]
  const texts = textsIn(keep)
  return texts.length > 0 ? [{ axis, keep: texts }] : []
}

/** Once there was but one scale beside the linear one: it stands for true. */
const printedScales: [YScale, unknown][] = [
  ['linear', false],
  ['log', true],
  ['symlog', 'symlog'],
]

const printScale = ([chart, scale]: [string, YScale]) => [chart, printedScales.find(([one]) => one === scale)![1]]

function ownScaleIn(value: unknown): [string, YScale][] {
  const [chart, printed] = listOf(value)
  const scale = printedScales.find(([, one]) => one === printed)
  return typeof chart === 'string' && scale ? [[chart, scale[0]]] : []
}

function ownZoomIn(value: unknown): [string, Domain][] {
  const [chart, min, max] = listOf(value)
  const isDomain = typeof min === 'number' && typeof max === 'number' && min < max
  return typeof chart === 'string' && isDomain ? [[chart, { min, max }]] : []
}

function imagesIn(value: unknown): ImagePlan {
  const [step, size] = listOf(value)
  return {
    step: typeof step === 'number' ? step : null,
    size:
      typeof size === 'number'
        ? Math.max(imageSizes.least, Math.min(imageSizes.most, Math.round(size)))
        : imageSizes.usual,
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, orderMax) : [])

const textsIn = (value: unknown): string[] => listOf(value).filter((part) => typeof part === 'string')

function recordIn(text: string | null): Printed {
  try {
    const value: unknown = JSON.parse(fromBase64Url(text ?? ''))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): string {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)))
}

import { isKnown, kindOf } from '../runs/columns'
import { kinds, type AddedChart, type AddedKind, type Brush } from './added/kinds'
import type { Domain } from './curves'
import { addedMax, imageSizes, type ChartPlan, type ImagePlan } from './plan'
import type { YScale } from './yScale'

const orderMax = 500

/** A plan as it stands in the URL. */
interface Printed {
  a?: unknown
  s?: unknown
  c?: unknown
  i?: unknown
  l?: unknown
  y?: unknown
  x?: unknown
  k?: unknown
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
    ...printDomains('y', plan.zooms),
    ...printDomains('x', plan.ranges),
    ...printDomains('k', plan.xRanges),
    ...((step !== null || size !== imageSizes.usual) && { i: [step, size] }),
  }
  return Object.keys(printed).length === 0 ? null : toBase64Url(JSON.stringify(printed))
}

/** A list of names, each with its domain where it has one. */
function printDomains(key: keyof Printed, domains: Readonly<Record<string, Domain | null>>): Printed {
  const all = Object.entries(domains).map(([name, domain]) => (domain ? [name, domain.min, domain.max] : [name]))
  return all.length > 0 ? { [key]: all } : {}
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
    zooms: Object.fromEntries(listOf(printed.y).flatMap(domainIn)),
    ranges: Object.fromEntries(listOf(printed.x).flatMap((entry) => [...domainIn(entry), ...wholeIn(entry)])),
    xRanges: Object.fromEntries(listOf(printed.k).flatMap(domainIn)),
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

function domainIn(value: unknown): [string, Domain][] {
  const [name, min, max] = listOf(value)
  const isDomain = typeof min === 'number' && typeof max === 'number' && min < max
  return typeof name === 'string' && isDomain ? [[name, { min, max }]] : []
}

function wholeIn(value: unknown): [string, null][] {
  const [name, ...rest] = listOf(value)
  return typeof name === 'string' && rest.length === 0 ? [[name, null]] : []
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

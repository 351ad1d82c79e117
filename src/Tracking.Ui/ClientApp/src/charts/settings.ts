import type { Domain, XKind } from './curves'
import { yScales, type YScale } from './yScale'

/** What all charts of a view share; it stands in the URL. */
export interface ChartSettings {
  x: XKind
  /** 0 to 0.99. */
  smoothing: number
  scale: YScale
  isClipped: boolean
  /** Charts whose metrics end alike stand on one scale. */
  isLinked: boolean
  /** Lines run on where steps are missing. */
  isConnected: boolean
  range: Domain | null
  /** A zoom of one chart is one of all that stand over the same x. */
  isRangeShared: boolean
}

export const defaultCharts: ChartSettings = {
  x: 'step',
  smoothing: 0,
  scale: 'linear',
  isClipped: false,
  isLinked: false,
  isConnected: false,
  range: null,
  isRangeShared: true,
}

export function printCharts(settings: ChartSettings): Record<string, string | null> {
  return {
    x: settings.x === 'step' ? null : settings.x,
    sm: settings.smoothing > 0 ? String(settings.smoothing) : null,
    ys: settings.scale === 'linear' ? null : settings.scale,
    clip: settings.isClipped ? '1-99' : null,
    ly: settings.isLinked ? '1' : null,
    gap: settings.isConnected ? 'connect' : null,
    lx: settings.isRangeShared ? null : '0',
    r: settings.range ? `${settings.range.min}:${settings.range.max}` : null,
  }
}

const smoothingMax = 0.99

export function parseCharts(query: URLSearchParams): ChartSettings {
  const smoothing = Number(query.get('sm') ?? 0)
  const x = query.get('x')
  return {
    x: x === 'relative' || x === 'wall' || isMetric(x) ? x : 'step',
    smoothing: smoothing >= 0 && smoothing <= smoothingMax ? smoothing : 0,
    scale: yScales.find((scale) => scale === query.get('ys')) ?? 'linear',
    isClipped: query.get('clip') === '1-99',
    isLinked: query.get('ly') === '1',
    isConnected: query.get('gap') === 'connect',
    range: parseRange(query.get('r')),
    isRangeShared: query.get('lx') !== '0',
  }
}

function isMetric(x: string | null): x is `m.${string}` {
  return x !== null && x.length > 2 && x.startsWith('m.')
}

function parseRange(text: string | null): Domain | null {
  const [min = NaN, max = NaN] = (text ?? '').split(':').map(Number)
  return min < max && Number.isFinite(min) && Number.isFinite(max) ? { min, max } : null
}

export interface Colors {
  slots: string[]
  /** From least to most. */
  ramp: string[]
  background: string
  grid: string
  edge: string
  ink: string
  text: string
  rule: string
  warn: string
  select: string
  sans: string
}

/** The tokens as they are now: a canvas does not follow them by itself. */
export function colorsNow(): Colors {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    slots: Array.from({ length: 13 }, (_, i) => token(`--c${i}`)),
    ramp: Array.from({ length: 5 }, (_, i) => token(`--s${i}`)),
    background: token('--bg'),
    grid: token('--grid'),
    edge: token('--line2'),
    ink: token('--ink'),
    text: token('--ink3'),
    rule: token('--cross'),
    warn: token('--warn'),
    select: token('--accent'),
    sans: token('--sans'),
  }
}

export const axisFont = (colors: Colors, ratio = 1) => `${11 * ratio}px ${colors.sans}`

/** Between the colours of the ramp; `part` from 0 to 1. */
export function rampColor(ramp: readonly string[], part: number): string {
  const place = Math.max(0, Math.min(1, part)) * (ramp.length - 1)
  const low = Math.min(ramp.length - 2, Math.floor(place))
  const [from, to] = [channels(ramp[low] ?? ''), channels(ramp[low + 1] ?? '')]
  return `rgb(${from.map((value, i) => Math.round(value + (to[i]! - value) * (place - low))).join(',')})`
}

function channels(hex: string): number[] {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1)
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) || 0)
}

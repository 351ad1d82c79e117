import { durationText, numberText } from '../ui/text'
import type { XKind } from './curves'

/** Such as 10k. */
export function tickText(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${trim(value / 1e9)}G`
  if (size >= 1e6) return `${trim(value / 1e6)}M`
  if (size >= 1e4) return `${trim(value / 1e3)}k`
  if (size === 0) return '0'
  return size < 1e-3 ? numberText(value, 2) : trim(value)
}

/** Digits that there is room for beside an axis. */
const digitsOf = (value: number) => (Math.abs(value) < 0.1 ? 3 : 4)

const trim = (value: number) => String(Number(value.toPrecision(digitsOf(value)))).replace('-', '\u2212')

export function xText(value: number, x: XKind): string {
  if (x === 'relative') return durationText(value * 1000)
  if (x === 'wall') return new Date(value * 1000).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' })
  if (x !== 'step') return numberText(value)
  return `step ${Math.round(value).toLocaleString('en-US')}`
}

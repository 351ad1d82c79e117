import { durationText, numberText } from '../ui/text'
import type { XKind } from './curves'

const moreDigitsMax = 12

/** The ticks of one axis, with as many digits as tell them apart; nothing for a tick without a text. */
export function tickTexts(ticks: readonly (number | null)[]): string[] {
  const count = new Set(ticks).size
  for (let more = 0; ; more++) {
    const texts = ticks.map((tick) => (tick === null ? '' : tickText(tick, more)))
    if (more === moreDigitsMax || new Set(texts).size === count) return texts
  }
}

/** Such as 10k. */
export function tickText(value: number, more = 0): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${trim(value / 1e9, more)}G`
  if (size >= 1e6) return `${trim(value / 1e6, more)}M`
  if (size >= 1e4) return `${trim(value / 1e3, more)}k`
  if (size === 0) return '0'
  return size < 1e-3 ? numberText(value, 2 + more) : trim(value, more)
}

/** Digits that there is room for beside an axis. */
const digitsOf = (value: number) => (Math.abs(value) < 0.1 ? 3 : 4)

const trim = (value: number, more: number) =>
  String(Number(value.toPrecision(digitsOf(value) + more))).replace('-', '\u2212')

export function xText(value: number, x: XKind): string {
  if (x === 'relative') return durationText(value * 1000)
  if (x === 'wall') return new Date(value * 1000).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' })
  if (x !== 'step') return numberText(value)
  return `step ${Math.round(value).toLocaleString('en-US')}`
}

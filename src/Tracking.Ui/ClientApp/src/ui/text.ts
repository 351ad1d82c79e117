/** Characters that show nothing or turn the text around get a mark, so that a name cannot pretend to be another. */
const marks: Record<string, string> = { '\n': '⏎', '\t': '⇥', '\r': '␍', '\u007f': '␡' }

/** A joiner between two pictures is a part of one picture. */
const hidden =
  /[\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u200d(?!\p{Extended_Pictographic})/gu

export function visible(text: string): string {
  return text.replace(hidden, (c) => {
    const code = c.charCodeAt(0)
    return marks[c] ?? (code < 0x20 ? String.fromCharCode(0x2400 + code) : '␣')
  })
}

/** What a Markdown text begins with, without its marks. */
export const firstLineOf = (markdown: string) =>
  visible((markdown.trim().split('\n')[0] ?? '').replace(/^(#+|>|[-*+]) +|[*`]|\b_|_\b/g, ''))

const tailLength = 7
const shortLength = 14

const graphemes = new Intl.Segmenter()

/** Where a long name may be cut: names of a sweep differ at their end, so that the tail always stays. */
export function headAndTail(text: string): [string, string] {
  const letters = Array.from(graphemes.segment(text), (part) => part.segment)
  return letters.length <= shortLength
    ? [text, '']
    : [letters.slice(0, -tailLength).join(''), letters.slice(-tailLength).join('')]
}

const kinds = ['B', 'KB', 'MB', 'GB', 'TB']

export function bytesText(bytes: number): string {
  let value = bytes
  let kind = 0
  while (value >= 1000 && kind < kinds.length - 1) {
    value /= 1000
    kind++
  }
  return `${kind === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${kinds[kind] ?? ''}`
}

export function countText(count: number): string {
  return count < 10_000 ? String(count) : count.toLocaleString('en-US')
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`
}

const minus = '\u2212'

/** With `digits` significant digits, a true minus, and an exponent below 1e-3 and from 1e7. */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : `${minus}Inf`
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-3 || size >= 1e7) {
    return trimmed(value.toExponential(digits - 1))
      .replace('e+', 'e')
      .replaceAll('-', minus)
  }
  const plain = Number.isInteger(value) ? String(value) : value.toPrecision(Math.max(digits, wholeDigits(size)))
  return plain.replace('-', minus)
}

function wholeDigits(size: number): number {
  return Math.max(1, Math.floor(Math.log10(size)) + 1)
}

function trimmed(exponential: string): string {
  return exponential.replace(/\.?0+e/, 'e')
}

/** The fewest significant digits, 4 to 6, that tell the values of a column apart. */
export function digitsFor(values: readonly number[]): number {
  const distinct = new Set(values.filter(Number.isFinite))
  for (const digits of [4, 5]) {
    const texts = new Set([...distinct].map((value) => value.toPrecision(digits)))
    if (texts.size === distinct.size) return digits
  }
  return 6
}

export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (milliseconds > 0 && milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours}h ${String(minutes % 60).padStart(2, '0')}m`
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}

/** Relative up to a day, then the date. */
export function agoText(time: number, now: number): string {
  if (time === 0) return '–'
  const minutes = Math.floor((now - time) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? dayFormat.format(time) : dateText(time)
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

export const dateText = (time: number) => dateFormat.format(time)

export const momentText = (time: number) => (time === 0 ? '–' : timeFormat.format(time))

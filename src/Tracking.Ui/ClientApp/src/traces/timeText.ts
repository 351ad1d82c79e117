import { durationText, numberText } from '../ui/text'

/** Spans last from microseconds to minutes. */
export function millisecondsText(milliseconds: number): string {
  if (milliseconds >= 10_000) return durationText(milliseconds)
  if (milliseconds >= 1) return `${numberText(milliseconds, 3)} ms`
  return `${numberText(milliseconds * 1000, 3)} µs`
}

import { agoText, dateText, digitsFor, durationText, momentText, numberText } from '../ui/text'
import { kindOf, valueOf, type CellValue, type ColumnId } from './columns'
import type { Row } from './rows'

const looked = 300

/** How many digits each metric column needs, and its range for the bars of the sorted one. */
export interface ColumnScale {
  digits: number
  min: number
  max: number
}

export function scaleOf(rows: readonly Row[], id: ColumnId): ColumnScale {
  const values: number[] = []
  let [min, max] = [Infinity, -Infinity]
  for (const row of rows) {
    if (row.kind !== 'run') continue
    const value = valueOf(row.run, id)
    if (typeof value !== 'number' || !Number.isFinite(value)) continue
    if (values.length < looked) values.push(value)
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return { digits: digitsFor(values), min, max }
}

export function cellText(value: CellValue, id: ColumnId, digits: number, now: number): string {
  if (typeof value !== 'number') return value ?? ''
  if (kindOf(id) === 'metric') return numberText(value, digits)
  return id === 'duration' ? durationText(value) : agoText(value, now)
}

/** What stands in the title: the value as it was logged. */
export function exactText(value: CellValue, id: ColumnId): string {
  if (typeof value !== 'number') return value ?? ''
  if (kindOf(id) === 'metric') return String(value)
  return id === 'duration' ? durationText(value) : `${momentText(value)} (${dateText(value)})`
}

/** Percent of the range that the value takes, at least a trace. */
export function barWidth(value: CellValue, scale: ColumnScale): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || scale.max <= scale.min) return 0
  return Math.max(2, ((value - scale.min) / (scale.max - scale.min)) * 100)
}

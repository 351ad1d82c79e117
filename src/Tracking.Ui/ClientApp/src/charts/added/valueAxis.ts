import type { Run } from '../../api/runs'
import { isNumeric, kindOf, titleOf, valueOf, type ColumnId } from '../../runs/columns'
import { dateText, durationText, numberText, visible } from '../../ui/text'
import { tickText } from '../axisText'
import { decades, extremesOf, niceTicks } from '../ticks'
import type { Brush } from './kinds'

export interface Tick {
  /** 0 to 1. */
  at: number
  text: string
}

/** Where runs stand by one of their values. */
export interface ValueAxis {
  id: ColumnId
  title: string
  kind: 'linear' | 'log' | 'category'
  min: number
  max: number
  /** In natural order; none where values are numbers. */
  categories: string[]
  /** 0 to 1; null where the run has no such value. */
  place: (run: Run) => number | null
  /** The value at a place from 0 to 1. */
  valueAt: (place: number) => number
  ticks: (most: number) => Tick[]
  text: (run: Run) => string
}

const natural = new Intl.Collator('en', { numeric: true })
const decadesForLog = 2
const categoriesMax = 60

interface AxisWishes {
  isLog?: boolean
  /** Each value is a group, numbers too. */
  hasGroups?: boolean
}

/** Params that span decades get a logarithmic axis; metrics where that is asked for. */
export function axisOf(id: ColumnId, runs: readonly Run[], { isLog = false, hasGroups }: AxisWishes = {}): ValueAxis {
  const values = runs.map((run) => valueOf(run, id)).filter((value) => value !== undefined && value !== '')
  const areNumbers = isNumeric(id) || (values.length > 0 && values.every((value) => Number.isFinite(Number(value))))
  return areNumbers && !hasGroups ? numberAxis(id, values.map(Number), isLog) : categoryAxis(id, values.map(String))
}

function numberAxis(id: ColumnId, values: readonly number[], isLogAsked: boolean): ValueAxis {
  const finite = values.filter(Number.isFinite)
  const [low, high] = extremesOf(finite)
  const spans = kindOf(id) !== 'attribute' && low > 0 && high / low >= 10 ** decadesForLog
  const isLog = finite.some((value) => value > 0) && (isLogAsked || (kindOf(id) !== 'metric' && spans))
  const [least, most] = isLog ? extremesOf(finite.filter((value) => value > 0)) : [low, high]
  const [min, max] = least < most ? [least, most] : isLog ? [least / 2, least * 2] : [least - 0.5, least + 0.5]
  const f = isLog ? Math.log10 : (value: number) => value
  const back = isLog ? (value: number) => 10 ** value : (value: number) => value
  const span = f(max) - f(min)
  return {
    id,
    title: visible(titleOf(id)),
    kind: isLog ? 'log' : 'linear',
    min,
    max,
    categories: [],
    place: (run) => {
      const value = numberOf(run, id)
      return value === null || (isLog && value <= 0) ? null : (f(value) - f(min)) / span
    },
    valueAt: (place) => back(f(min) + place * span),
    ticks: (count) =>
      (isLog ? decades(min, max, count) : niceTicks(min, max, count)).map((value) => ({
        at: (f(value) - f(min)) / span,
        text: numberTextOf(id, value),
      })),
    text: (run) => {
      const value = valueOf(run, id)
      return value === undefined ? '–' : typeof value === 'number' ? exactTextOf(id, value) : visible(value)
    },
  }
}

function categoryAxis(id: ColumnId, values: readonly string[]): ValueAxis {
  const categories = [...new Set(values)].sort(natural.compare).slice(0, categoriesMax)
  const places = new Map(categories.map((category, i) => [category, placeOf(i, categories.length)]))
  return {
    id,
    title: visible(titleOf(id)),
    kind: 'category',
    min: 0,
    max: categories.length - 1,
    categories,
    place: (run) => places.get(String(valueOf(run, id) ?? '')) ?? null,
    valueAt: (place) => Math.round(place * categories.length - 0.5),
    ticks: (count) => {
      const every = Math.ceil(categories.length / Math.max(1, count))
      return categories.flatMap((text, i) =>
        i % every === 0 ? [{ at: placeOf(i, categories.length), text: visible(text) }] : [],
      )
    },
    text: (run) => visible(String(valueOf(run, id) ?? '–')),
  }
}

/** The middle of one of so many equal parts. */
const placeOf = (index: number, count: number) => (index + 0.5) / count

export function numberOf(run: Run, id: ColumnId): number | null {
  const value = valueOf(run, id)
  if (value === undefined || value === '') return null
  return Number.isFinite(Number(value)) ? Number(value) : null
}

/** Whether the run's value is one of those kept. */
export function isKept(run: Run, { axis, keep }: Brush): boolean {
  if (typeof keep[0] === 'string') return (keep as string[]).includes(String(valueOf(run, axis) ?? ''))
  const value = numberOf(run, axis)
  const [from, to] = keep as [number, number]
  return value !== null && value >= from && value <= to
}

/** What is kept by a brush from one place of an axis to another; null where that is nothing. */
export function brushOf(axis: ValueAxis, from: number, to: number): Brush | null {
  const [low, high] = [Math.max(0, Math.min(from, to)), Math.min(1, Math.max(from, to))]
  if (axis.kind !== 'category') {
    if (high <= low) return null
    return {
      axis: axis.id,
      keep: [low === 0 ? axis.min : short(axis.valueAt(low)), high === 1 ? axis.max : short(axis.valueAt(high))],
    }
  }
  const count = axis.categories.length
  const kept = axis.categories.filter((_, i) => placeOf(i, count) >= low && placeOf(i, count) <= high)
  return kept.length > 0 ? { axis: axis.id, keep: kept } : null
}

/** A place of a pointer is no more exact than this. */
const short = (value: number) => Number(value.toPrecision(6))

function numberTextOf(id: ColumnId, value: number): string {
  if (id === 'start' || id === 'end') return dateText(value)
  return id === 'duration' ? durationText(value) : tickText(value)
}

const exactTextOf = (id: ColumnId, value: number) =>
  kindOf(id) === 'attribute' ? numberTextOf(id, value) : numberText(value)

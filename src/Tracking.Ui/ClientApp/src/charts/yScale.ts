import type { Domain } from './curves'
import { niceTicks } from './ticks'

/** How values stand along y; on `symlog` also zero and those below it. */
export type YScale = 'linear' | 'log' | 'symlog'

export const yScales: readonly YScale[] = ['linear', 'log', 'symlog']

/** From the least to the most that is shown. */
export interface YDomain extends Domain {
  /** Values nearer to zero than this stand on a symlog scale as on a linear one. */
  knee: number
}

/** Whether a value has a place: others break their line. */
export const hasPlace = (value: number, scale: YScale): boolean =>
  Number.isFinite(value) && (scale !== 'log' || value > 0)

/** From a value to where it stands, and back; places are even. */
export interface Bend {
  to: (value: number) => number
  back: (place: number) => number
}

const straight: Bend = { to: (value) => value, back: (place) => place }
const logarithmic: Bend = { to: Math.log10, back: (place) => 10 ** place }

export function bendOf(scale: YScale, knee: number): Bend {
  if (scale === 'symlog') {
    return { to: (value) => Math.asinh(value / knee), back: (place) => Math.sinh(place) * knee }
  }
  return scale === 'log' ? logarithmic : straight
}

/** Below so small a part of the largest value, nothing is told apart. */
const kneePart = 1e-6

/** Still nearer to zero, numbers lose their digits, and in the end their powers of ten. */
const kneeLeast = 1e-300

/** The power of ten below the value that is nearest to zero. */
export function kneeOf(values: readonly number[]): number {
  let [least, most] = [Infinity, 0]
  for (const value of values) {
    const size = Math.abs(value)
    if (size > 0) least = Math.min(least, size)
    most = Math.max(most, size)
  }
  return most > 0 ? powerBelow(Math.max(least, most * kneePart, kneeLeast)) : 1
}

const powerBelow = (value: number) => Number(`1e${Math.floor(Math.log10(value) + 1e-9)}`)

/** Zero and powers of ten on both sides of it, as many as there is room for; round values where there are too few. */
export function symlogTicks({ min, max, knee }: YDomain, most: number): number[] {
  const above = powersTo(max, knee)
  const below = powersTo(-min, knee)
  const every = Math.max(1, Math.ceil((above.length + below.length + 1) / Math.max(1, most)))
  const thinned = (powers: number[]) => powers.filter((_, i) => (powers.length - 1 - i) % every === 0)
  const ticks = [...thinned(below).map((power) => -power).reverse(), 0, ...thinned(above)]
  const shown = ticks.filter((tick) => tick >= min && tick <= max)
  return shown.length > 2 ? shown : niceTicks(min, max, most)
}

/** The first is left out where there are others: it would stand on the zero. */
function powersTo(limit: number, knee: number): number[] {
  if (!(limit >= knee)) return []
  const [low, high] = [Math.round(Math.log10(knee)), Math.floor(Math.log10(limit) + 1e-9)]
  const powers = Array.from({ length: high - low + 1 }, (_, i) => Number(`1e${low + i}`))
  return powers.length > 1 ? powers.slice(1) : powers
}

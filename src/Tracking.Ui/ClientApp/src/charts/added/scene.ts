import type { Run } from '../../api/runs'
import type { Colors } from '../colors'
import { axisFont } from '../colors'
import type { Size } from '../export/figure'
import { fitted, line, type Box, type Pen } from '../pen'
import type { ValueAxis } from './valueAxis'

/** A run as a chart of runs shows it; without a slot where it has no colour of its own. */
export interface RunMark {
  id: string
  name: string
  run: Run
  slot: number | null
}

/** What a chart of runs shows, for any size. */
export interface Scene {
  /** Runs in it, in the order in which keys go through them. */
  ids: string[]
  draw: (pen: Pen, size: Size, colors: Colors, hot: string | null) => void
  /** The run nearest to a place; null where none is near. */
  nearest: (x: number, y: number, size: Size) => string | null
}

const left = 52
const right = 12
const top = 18
const bottom = 34
const inset = 8
const nearPixels = 28
const pixelsPerTick = { x: 64, y: 32 }
const lineHeight = 14

export const plotBox = ({ width, height }: Size): Box => ({
  left,
  top,
  width: Math.max(1, width - left - right),
  height: Math.max(1, height - top - bottom),
})

/** The pixel of a place on each axis; a little away from the edges. */
export const xPixel = (box: Box, place: number) => box.left + inset + place * (box.width - 2 * inset)
export const yPixel = (box: Box, place: number) => box.top + box.height - inset - place * (box.height - 2 * inset)

/** Axes with their titles: y above its axis, x below at the right. */
export function drawAxes(pen: Pen, size: Size, axes: { x: ValueAxis; y: ValueAxis }, colors: Colors) {
  const box = plotBox(size)
  const [ticksX, ticksY] = [
    axes.x.ticks(Math.floor(box.width / pixelsPerTick.x)),
    axes.y.ticks(Math.floor(box.height / pixelsPerTick.y)),
  ]
  pen.lineWidth = 1
  pen.strokeStyle = colors.grid
  for (const { at } of ticksY) line(pen, [box.left, yPixel(box, at)], [box.left + box.width, yPixel(box, at)])
  pen.strokeStyle = colors.edge
  line(pen, [box.left, box.top + box.height], [box.left + box.width, box.top + box.height])
  pen.fillStyle = colors.text
  pen.font = axisFont(colors)
  pen.textBaseline = 'middle'
  pen.textAlign = 'right'
  for (const { at, text } of ticksY) pen.fillText(fitted(text, left - 10), box.left - 6, yPixel(box, at))
  const room = box.width / Math.max(1, ticksX.length) - 6
  pen.textAlign = 'center'
  for (const { at, text } of ticksX) pen.fillText(fitted(text, room), xPixel(box, at), box.top + box.height + 9)
  pen.textAlign = 'left'
  pen.fillText(fitted(titleOf(axes.y), size.width - 12), 2, lineHeight / 2)
  pen.textAlign = 'right'
  pen.fillText(fitted(titleOf(axes.x), box.width), box.left + box.width, box.top + box.height + 9 + lineHeight)
}

const titleOf = (axis: ValueAxis) => (axis.kind === 'log' ? `${axis.title} (log)` : axis.title)

export interface Point {
  id: string
  x: number
  y: number
}

/** Of pixels. */
export function nearestOf(points: readonly Point[], x: number, y: number): string | null {
  let [found, distance]: [string | null, number] = [null, nearPixels]
  for (const point of points) {
    const away = Math.hypot(point.x - x, point.y - y)
    if (away < distance) [found, distance] = [point.id, away]
  }
  return found
}

const steps: Partial<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** The run that a key leads to; null lets go, undefined means that the key is none of these. */
export function nextOf(ids: readonly string[], hot: string | null, key: string): string | null | undefined {
  if (key === 'Escape') return hot === null ? undefined : null
  if (key === 'Home') return ids[0]
  if (key === 'End') return ids.at(-1)
  const step = steps[key]
  if (step === undefined || ids.length === 0) return undefined
  const from = hot === null ? -1 : ids.indexOf(hot)
  if (from < 0) return step > 0 ? ids[0] : ids.at(-1)
  return ids[Math.max(0, Math.min(ids.length - 1, from + step))]
}

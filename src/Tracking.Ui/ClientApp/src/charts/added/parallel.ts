import type { Colors } from '../colors'
import { axisFont } from '../colors'
import type { Size } from '../export/figure'
import { fitted, line, type Pen } from '../pen'
import { isKept, type ValueAxis } from './valueAxis'
import type { Brush } from './kinds'
import type { Paint } from './paint'
import type { RunMark, Scene } from './scene'

export interface ParallelData {
  marks: RunMark[]
  axes: ValueAxis[]
  brushes: Brush[]
  paint: Paint
}

const side = 56
const top = 34
const bottom = 14
const nearPixels = 16
const brushWidth = 12
const pixelsPerTick = 34
const leftOut = 0.07
const besides = 0.2
const manyFrom = 60

/** The runs that every brush keeps. */
export const keptBy = (marks: readonly RunMark[], brushes: readonly Brush[]): RunMark[] =>
  marks.filter(({ run }) => brushes.every((brush) => isKept(run, brush)))

/** Where an axis stands. */
export function axisX(index: number, count: number, width: number): number {
  return count < 2 ? width / 2 : side + (index * (width - 2 * side)) / (count - 1)
}

/** The same for elements that lie over the chart. */
export function axisLeft(index: number, count: number): string {
  if (count < 2) return '50%'
  const part = index / (count - 1)
  return `calc(${side}px + (100% - ${2 * side}px) * ${part})`
}

export const axisY = (place: number, height: number) => height - bottom - place * (height - top - bottom)

export const placeAt = (y: number, height: number) => (height - bottom - y) / (height - top - bottom)

/** A line per run through all axes; it has a gap where the run has no value. */
export function parallelScene({ marks, axes, brushes, paint }: ParallelData): Scene {
  const shown = marks.filter(({ run }) => axes.filter((axis) => axis.place(run) !== null).length > 1)
  const kept = keptBy(shown, brushes)
  const keptIds = new Set(kept.map((mark) => mark.id))
  // Runs without a colour of their own stand behind those that have one.
  const isQuiet = ({ slot }: RunMark) => slot === null && paint.axis === null
  const ordered = [...shown.filter(isQuiet), ...shown.filter((mark) => !isQuiet(mark))]
  const coloured = kept.filter((mark) => !isQuiet(mark))
  return {
    ids: kept.map((mark) => mark.id),
    nearest: (x, y, size) => nearestLine(kept, axes, { x, y }, size),
    draw: (pen, size, colors, hot) => {
      pen.lineJoin = 'round'
      const strength = hot === null ? (coloured.length < manyFrom ? 0.9 : 0.45) : 0.25
      for (const mark of ordered) {
        if (mark.id === hot) continue
        const isKeptToo = keptIds.has(mark.id)
        pen.globalAlpha = !isKeptToo ? leftOut : isQuiet(mark) ? besides : strength
        pen.strokeStyle = isKeptToo ? paint.of(mark, colors) : colors.text
        pen.lineWidth = 1.4
        strokeRun(pen, mark, axes, size)
      }
      const first = shown.find((mark) => mark.id === hot)
      pen.globalAlpha = 1
      if (first) {
        pen.strokeStyle = paint.of(first, colors)
        pen.lineWidth = 3
        strokeRun(pen, first, axes, size)
      }
      drawAxes(pen, axes, brushes, size, colors)
    },
  }
}

function strokeRun(pen: Pen, { run }: RunMark, axes: readonly ValueAxis[], { width, height }: Size) {
  pen.beginPath()
  let isOpen = false
  axes.forEach((axis, i) => {
    const place = axis.place(run)
    if (place !== null) {
      const [x, y] = [axisX(i, axes.length, width), axisY(place, height)]
      if (isOpen) pen.lineTo(x, y)
      else pen.moveTo(x, y)
    }
    isOpen = place !== null
  })
  pen.stroke()
}

function drawAxes(
  pen: Pen,
  axes: readonly ValueAxis[],
  brushes: readonly Brush[],
  { width, height }: Size,
  colors: Colors,
) {
  const room = (width - 2 * side) / Math.max(1, axes.length - 1) - 10
  pen.font = axisFont(colors)
  pen.textBaseline = 'middle'
  axes.forEach((axis, i) => {
    const x = axisX(i, axes.length, width)
    pen.strokeStyle = colors.rule
    pen.lineWidth = 1
    line(pen, [x, axisY(0, height)], [x, axisY(1, height)])
    pen.fillStyle = colors.ink
    pen.textAlign = 'center'
    pen.fillText(fitted(axis.kind === 'log' ? `${axis.title} (log)` : axis.title, Math.max(40, room)), x, 8)
    pen.textAlign = 'right'
    for (const { at, text } of axis.ticks(Math.floor((height - top - bottom) / pixelsPerTick))) {
      drawTick(pen, fitted(text, Math.min(44, Math.max(24, room))), [x, axisY(at, height)], colors)
    }
    for (const brush of brushes) if (brush.axis === axis.id) drawBrush(pen, axis, brush, { x, height }, colors)
  })
}

/** With the background behind it: lines run through it. */
function drawTick(pen: Pen, text: string, [x, y]: [number, number], colors: Colors) {
  const width = Array.from(text).length * 6 + 4
  pen.fillStyle = colors.background
  pen.globalAlpha = 0.75
  pen.beginPath()
  pen.rect(x - 7 - width, y - 7, width + 3, 14)
  pen.fill()
  pen.globalAlpha = 1
  pen.fillStyle = colors.text
  pen.fillText(text, x - 6, y)
  line(pen, [x - 3, y], [x, y])
}

function drawBrush(pen: Pen, axis: ValueAxis, brush: Brush, at: { x: number; height: number }, colors: Colors) {
  const [from, to] = brushedPlaces(axis, brush)
  const [high, low] = [axisY(to, at.height), axisY(from, at.height)]
  pen.beginPath()
  pen.rect(at.x - brushWidth / 2, high, brushWidth, Math.max(2, low - high))
  pen.globalAlpha = 0.2
  pen.fillStyle = colors.select
  pen.fill()
  pen.globalAlpha = 1
  pen.strokeStyle = colors.select
  pen.lineWidth = 1
  pen.stroke()
}

/** From where to where a brush reaches, 0 to 1. */
export function brushedPlaces(axis: ValueAxis, { keep }: Brush): [number, number] {
  if (axis.kind === 'category') {
    const count = Math.max(1, axis.categories.length)
    const kept = axis.categories.flatMap((name, i) => ((keep as unknown[]).includes(name) ? [i] : []))
    return [(kept[0] ?? 0) / count, ((kept.at(-1) ?? -1) + 1) / count]
  }
  const f = axis.kind === 'log' ? Math.log10 : (value: number) => value
  const [from, to] = keep as [number, number]
  const place = (value: number) => {
    const at = (f(value) - f(axis.min)) / (f(axis.max) - f(axis.min))
    return Math.max(0, Math.min(1, Number.isNaN(at) ? 0 : at))
  }
  return [place(from), place(to)]
}

function nearestLine(
  marks: readonly RunMark[],
  axes: readonly ValueAxis[],
  { x, y }: { x: number; y: number },
  { width, height }: Size,
): string | null {
  const at = axes.findIndex((_, i) => axisX(i, axes.length, width) > x)
  const right = Math.max(1, at < 0 ? axes.length - 1 : at)
  const [from, to] = [axisX(right - 1, axes.length, width), axisX(right, axes.length, width)]
  const part = Math.max(0, Math.min(1, (x - from) / (to - from)))
  let [found, distance]: [string | null, number] = [null, nearPixels]
  for (const { id, run } of marks) {
    const [a, b] = [axes[right - 1]?.place(run) ?? null, axes[right]?.place(run) ?? null]
    if (a === null || b === null) continue
    const away = Math.abs(axisY(a + (b - a) * part, height) - y)
    if (away < distance) [found, distance] = [id, away]
  }
  return found
}

import type { Colors } from '../colors'
import type { Size } from '../export/figure'
import { dot, type Pen } from '../pen'
import type { Paint } from './paint'
import { drawAxes, nearestOf, plotBox, xPixel, yPixel, type Point, type RunMark, type Scene } from './scene'
import type { ValueAxis } from './valueAxis'

const radius = 4
const hotRadius = 6.5
const manyFrom = 300

export interface ScatterData {
  marks: RunMark[]
  x: ValueAxis
  y: ValueAxis
  paint: Paint
}

export const isPlaced = (axes: readonly ValueAxis[]) => (mark: RunMark) =>
  axes.every((axis) => axis.place(mark.run) !== null)

/** A dot per run that has both values. */
export function scatterScene({ marks, x, y, paint }: ScatterData): Scene {
  const shown = marks.filter(isPlaced([x, y]))
  const points = (size: Size) => pointsOf(shown, { x, y }, size)
  return {
    ids: [...shown].sort((a, b) => x.place(a.run)! - x.place(b.run)!).map((mark) => mark.id),
    nearest: (left, top, size) => nearestOf(points(size), left, top),
    draw: (pen, size, colors, hot) => {
      drawAxes(pen, size, { x, y }, colors)
      drawDots(pen, { marks: shown, points: points(size), paint }, colors, hot)
    },
  }
}

export function pointsOf(marks: readonly RunMark[], axes: { x: ValueAxis; y: ValueAxis }, size: Size): Point[] {
  const box = plotBox(size)
  return marks.map(({ id, run }) => ({
    id,
    x: xPixel(box, axes.x.place(run)!),
    y: yPixel(box, axes.y.place(run)!),
  }))
}

interface Dots {
  marks: readonly RunMark[]
  points: readonly Point[]
  paint: Paint
}

export function drawDots(pen: Pen, { marks, points, paint }: Dots, colors: Colors, hot: string | null) {
  pen.lineWidth = 1
  marks.forEach((mark, i) => {
    const point = points[i]!
    if (mark.id === hot) return
    pen.globalAlpha = hot !== null && marks.length < manyFrom ? 0.45 : 0.9
    pen.fillStyle = paint.of(mark, colors)
    // The pale end of the ramp would be lost on the background.
    pen.strokeStyle = paint.axis === null ? colors.background : colors.rule
    dot(pen, point.x, point.y, marks.length < manyFrom ? radius : radius - 1.5)
    pen.stroke()
  })
  pen.globalAlpha = 1
  const at = marks.findIndex((mark) => mark.id === hot)
  if (at < 0) return
  pen.fillStyle = paint.of(marks[at]!, colors)
  pen.strokeStyle = colors.ink
  pen.lineWidth = 2
  dot(pen, points[at]!.x, points[at]!.y, hotRadius)
  pen.stroke()
}

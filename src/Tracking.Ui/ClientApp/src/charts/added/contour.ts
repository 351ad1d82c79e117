import { contours } from 'd3-contour'
import { rampColor, type Colors } from '../colors'
import { type Box, type Pen } from '../pen'
import type { Paint } from './paint'
import { drawAxes, nearestOf, plotBox, xPixel, yPixel, type RunMark, type Scene } from './scene'
import { drawDots, isPlaced, pointsOf } from './scatter'
import { levelsOf, spansArea, surfaceOf, type Sample } from './surface'
import { numberOf, type ValueAxis } from './valueAxis'

export interface ContourData {
  marks: RunMark[]
  x: ValueAxis
  y: ValueAxis
  height: ValueAxis
  paint: Paint
}

const bands = 9

/** Bands of equal height between the runs, which are drawn as dots; null where runs lie on a line or are too few. */
export function contourScene({ marks, x, y, height, paint }: ContourData): Scene | null {
  const shown = marks.filter(isPlaced([x, y, height]))
  const samples = samplesOf(shown, { x, y, height })
  if (!spansArea(samples)) return null
  const surface = surfaceOf(samples)
  const { side, values } = surface
  const found = contours().size([side, side]).thresholds(levelsOf(surface, bands))(values)
  return {
    ids: [...shown].sort((a, b) => x.place(a.run)! - x.place(b.run)!).map((mark) => mark.id),
    nearest: (left, top, size) => nearestOf(pointsOf(shown, { x, y }, size), left, top),
    draw: (pen, size, colors, hot) => {
      const box = plotBox(size)
      drawAxes(pen, size, { x, y }, colors)
      found.forEach(({ coordinates }, i) => {
        pen.fillStyle = rampColor(colors.ramp, (i + 0.5) / found.length)
        fillBand(pen, box, coordinates, side)
      })
      drawDots(pen, { marks: shown, points: pointsOf(shown, { x, y }, size), paint }, withEdges(colors), hot)
    },
  }
}

/** Runs at the same place count once, with their mean. */
export function samplesOf(
  marks: readonly RunMark[],
  { x, y, height }: Pick<ContourData, 'x' | 'y' | 'height'>,
): Sample[] {
  const byPlace = new Map<string, { x: number; y: number; values: number[] }>()
  for (const { run } of marks) {
    const [atX, atY, value] = [x.place(run), y.place(run), numberOf(run, height.id)]
    if (atX === null || atY === null || value === null) continue
    const key = `${atX} ${atY}`
    const known = byPlace.get(key)
    if (known) known.values.push(value)
    else byPlace.set(key, { x: atX, y: atY, values: [value] })
  }
  return [...byPlace.values()].map((place) => ({
    x: place.x,
    y: place.y,
    value: place.values.reduce((sum, value) => sum + value, 0) / place.values.length,
  }))
}

function fillBand(pen: Pen, box: Box, polygons: number[][][][], side: number) {
  pen.beginPath()
  for (const ring of polygons.flat()) {
    ring.forEach(([x = 0, y = 0], i) => {
      const [left, top] = [xPixel(box, x / side), yPixel(box, y / side)]
      if (i === 0) pen.moveTo(left, top)
      else pen.lineTo(left, top)
    })
    pen.closePath()
  }
  pen.fill('evenodd')
}

/** Dots on the bands need an edge that is seen on all of them. */
const withEdges = (colors: Colors): Colors => ({ ...colors, rule: colors.ink })

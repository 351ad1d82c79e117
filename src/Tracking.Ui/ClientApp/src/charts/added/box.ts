import { valueOf } from '../../runs/columns'
import { numberText, visible } from '../../ui/text'
import type { Colors } from '../colors'
import { line, type Box, type Pen } from '../pen'
import { spreadOf, type Spread } from './quartiles'
import { drawDots, isPlaced } from './scatter'
import type { Paint } from './paint'
import { drawAxes, nearestOf, plotBox, xPixel, yPixel, type Point, type RunMark, type Scene } from './scene'
import { numberOf, type ValueAxis } from './valueAxis'

export interface BoxData {
  marks: RunMark[]
  value: ValueAxis
  /** A category axis. */
  group: ValueAxis
  paint: Paint
}

export interface Group {
  name: string
  spread: Spread
}

const widest = 44
const jitter = 0.5
const boxAlpha = 0.16

/** The runs of each group with their spread, in the order of the groups. */
export function groupsOf({ marks, value, group }: Omit<BoxData, 'paint'>): Group[] {
  const values = new Map<string, number[]>(group.categories.map((name) => [name, []]))
  for (const { run } of marks) {
    const number = numberOf(run, value.id)
    if (number !== null && value.place(run) !== null) values.get(String(valueOf(run, group.id) ?? ''))?.push(number)
  }
  return group.categories.flatMap((name) => {
    const numbers = values.get(name) ?? []
    return numbers.length > 0 ? [{ name, spread: spreadOf(numbers) }] : []
  })
}

/** A box per group over the dots of its runs. */
export function boxScene(data: BoxData): Scene {
  const { marks, value, group, paint } = data
  const shown = marks.filter(isPlaced([value, group]))
  const groups = groupsOf(data)
  const places = new Map(group.categories.map((name, i) => [name, (i + 0.5) / group.categories.length]))
  const pointsIn = (box: Box): Point[] =>
    shown.map(({ id, run }) => ({
      id,
      x: xPixel(box, group.place(run)!) + (unit(id) - 0.5) * jitter * widthOf(box, group),
      y: yPixel(box, value.place(run)!),
    }))
  return {
    ids: [...shown].sort((a, b) => orderOf(a, group, value) - orderOf(b, group, value)).map((mark) => mark.id),
    nearest: (x, y, size) => nearestOf(pointsIn(plotBox(size)), x, y),
    draw: (pen, size, colors, hot) => {
      const box = plotBox(size)
      drawAxes(pen, size, { x: group, y: value }, colors)
      for (const { name, spread } of groups) {
        const center = xPixel(box, places.get(name)!)
        drawBox(pen, { center, width: widthOf(box, group), y: scaleOf(box, value), spread }, colors)
      }
      drawDots(pen, { marks: shown, points: pointsIn(box), paint }, colors, hot)
    },
  }
}

export const spreadText = ({ name, spread }: Group) =>
  `${visible(name)}: ${spread.count} runs, median ${numberText(spread.median)}, ` +
  `quartiles ${numberText(spread.q1)} to ${numberText(spread.q3)}`

const orderOf = ({ run }: RunMark, group: ValueAxis, value: ValueAxis) =>
  group.place(run)! * group.categories.length + value.place(run)! / 2

const widthOf = (box: Box, group: ValueAxis) => Math.min(widest, (box.width / group.categories.length) * 0.7)

function scaleOf(box: Box, axis: ValueAxis): (value: number) => number {
  const f = axis.kind === 'log' ? Math.log10 : (value: number) => value
  const span = f(axis.max) - f(axis.min)
  return (value) => yPixel(box, (f(value) - f(axis.min)) / span)
}

interface OneBox {
  center: number
  width: number
  y: (value: number) => number
  spread: Spread
}

function drawBox(pen: Pen, { center, width, y, spread }: OneBox, colors: Colors) {
  const { low, q1, median, q3, high } = spread
  const [left, right] = [center - width / 2, center + width / 2]
  pen.strokeStyle = colors.text
  pen.lineWidth = 1
  line(pen, [center, y(low)], [center, y(q1)])
  line(pen, [center, y(q3)], [center, y(high)])
  for (const end of [low, high]) line(pen, [center - width / 4, y(end)], [center + width / 4, y(end)])
  pen.beginPath()
  pen.rect(left, y(q3), width, Math.max(1, y(q1) - y(q3)))
  pen.globalAlpha = boxAlpha
  pen.fillStyle = colors.text
  pen.fill()
  pen.globalAlpha = 1
  pen.stroke()
  pen.strokeStyle = colors.ink
  pen.lineWidth = 2
  line(pen, [left, y(median)], [right, y(median)])
}

/** From 0 to 1, always the same for a run, so that dots stay where they are. */
function unit(id: string): number {
  let value = 7
  for (let i = 0; i < id.length; i++) value = (Math.imul(value, 31) + id.charCodeAt(i)) >>> 0
  return (value % 1000) / 1000
}

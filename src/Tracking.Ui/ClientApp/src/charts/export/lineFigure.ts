import { tickTexts, xText } from '../axisText'
import { axisFont, type Colors } from '../colors'
import { xDomain, yDomain, type Curve, type Domain, type XKind } from '../curves'
import { drawCurves, toX, toY, type Frame } from '../drawing'
import { line, type Pen } from '../pen'
import { decades, niceTicks } from '../ticks'
import { symlogTicks, type YDomain, type YScale } from '../yScale'
import type { Figure, Size } from './figure'

export interface Lines {
  title: string
  curves: Curve[]
  xKind: XKind
  range: Domain | null
  scale: YScale
  isClipped: boolean
  hasZero: boolean
  y: YDomain | null
}

const left = 52
const bottom = 24
const top = 6
const right = 12
const pixelsPerTick = { x: 110, y: 36 }

/** Lines with their axes, for a file. */
export function lineFigure(lines: Lines, size: Size): Figure {
  return {
    title: lines.title,
    size,
    legend: (colors) => lines.curves.map(({ name, slot }) => ({ name, color: colors.slots[slot] ?? colors.text })),
    draw: (pen, { width, height }, colors) => {
      const x = lines.range ?? xDomain(lines.curves)
      const y = lines.y ?? yDomain(lines.curves, x, lines.scale, lines.isClipped)
      const box = { left, top, width: width - left - right, height: height - top - bottom }
      const frame = { pen, box, x, y, ratio: 1 }
      drawAxes(frame, lines, colors)
      drawCurves(frame, { ...lines, hot: null, x: null }, colors)
    },
  }
}

function drawAxes(frame: Frame, { scale, xKind }: Lines, colors: Colors) {
  const { pen, box, x, y } = frame
  const [placeX, placeY] = [toX(frame), toY(frame, scale)]
  pen.font = axisFont(colors)
  pen.fillStyle = colors.text
  pen.textBaseline = 'middle'
  pen.textAlign = 'right'
  pen.lineWidth = 1
  pen.strokeStyle = colors.grid
  const most = Math.floor(box.height / pixelsPerTick.y)
  const ticks = ticksOf(y, scale, most)
  for (const [i, text] of tickTexts(ticks).entries()) {
    const at = placeY(ticks[i]!)
    line(pen, [box.left, at], [box.left + box.width, at])
    pen.fillText(text, box.left - 6, at)
  }
  pen.strokeStyle = colors.edge
  line(pen, [box.left, box.top + box.height], [box.left + box.width, box.top + box.height])
  pen.textAlign = 'center'
  const places = niceTicks(x.min, x.max, Math.floor(box.width / pixelsPerTick.x))
  const isTime = xKind === 'relative' || xKind === 'wall'
  const texts = isTime ? places.map((place) => xText(place, xKind)) : tickTexts(places)
  places.forEach((place, i) => label(pen, texts[i]!, placeX(place), box))
}

function ticksOf(y: YDomain, scale: YScale, most: number): number[] {
  if (scale === 'symlog') return symlogTicks(y, most)
  return scale === 'log' ? decades(y.min, y.max, most) : niceTicks(y.min, y.max, most)
}

function label(pen: Pen, text: string, x: number, box: Frame['box']) {
  pen.fillText(text, x, box.top + box.height + 12)
}

import type { Colors } from './colors'
import { indexAt, type Curve, type Domain } from './curves'
import { dot, line, type Box, type Pen } from './pen'
import { bendOf, hasPlace, type YDomain, type YScale } from './yScale'

export interface Drawing {
  curves: Curve[]
  scale: YScale
  /** The run that is brought out. */
  hot: string | null
  /** Where the rule stands. */
  x: number | null
  /** A line at zero, for differences. */
  hasZero?: boolean
}

/** Where lines are drawn; `ratio` = units of the pen in a CSS pixel. */
export interface Frame {
  pen: Pen
  box: Box
  x: Domain
  y: YDomain
  ratio: number
}

const quiet = 0.12
const shadow = 0.16
/** With more lines than this they are thin. */
export const thinFrom = 24
const shadowsUpTo = 4

export function drawCurves(frame: Frame, drawing: Drawing, colors: Colors) {
  const { curves, hot, hasZero } = drawing
  within(frame, () => {
    if (hasZero) drawZero(frame, colors)
    const isHotHere = hot !== null && curves.some((curve) => curve.id === hot)
    const ordered = isHotHere ? [...curves.filter((c) => c.id !== hot), ...curves.filter((c) => c.id === hot)] : curves
    for (const curve of ordered) drawCurve(frame, drawing, { curve, isHotHere }, colors)
    drawRule(frame, drawing, colors)
  })
}

/** What follows the pointer: the line that is brought out, and the rule. */
export function drawFocus(frame: Frame, drawing: Drawing, colors: Colors) {
  const curve = drawing.curves.find(({ id }) => id === drawing.hot)
  within(frame, () => {
    if (curve) drawCurve(frame, drawing, { curve, isHotHere: true }, colors)
    drawRule(frame, drawing, colors)
  })
}

function within({ pen, box }: Frame, draw: () => void) {
  pen.save()
  pen.beginPath()
  pen.rect(box.left, box.top, box.width, box.height)
  pen.clip()
  draw()
  pen.restore()
}

interface One {
  curve: Curve
  /** Some line is brought out. */
  isHotHere: boolean
}

function drawCurve(frame: Frame, { curves, scale, hot }: Drawing, { curve, isHotHere }: One, colors: Colors) {
  const { pen, ratio } = frame
  const isHot = curve.id === hot
  const areMany = curves.length > thinFrom
  // At a pixel's width nobody sees how lines are joined.
  pen.lineJoin = areMany && !isHot ? 'bevel' : 'round'
  pen.lineCap = 'round'
  pen.strokeStyle = colors.slots[curve.slot] ?? colors.text
  pen.setLineDash((curve.dash ?? []).map((length) => length * ratio))
  if (curve.raw && (isHot || curves.length <= shadowsUpTo)) {
    pen.globalAlpha = shadow
    pen.lineWidth = ratio
    strokeLine(frame, { ...curve, ys: curve.raw }, scale)
  }
  const look = lookOf(isHot, isHotHere, areMany)
  pen.globalAlpha = look.alpha
  pen.lineWidth = look.width * ratio
  strokeLine(frame, curve, scale)
  pen.setLineDash([])
  drawMarks(frame, curve, scale, colors)
  pen.globalAlpha = 1
}

export function lookOf(isHot: boolean, isHotHere: boolean, areMany: boolean): { alpha: number; width: number } {
  if (isHot) return { alpha: 1, width: 2.2 }
  return { alpha: isHotHere ? quiet : areMany ? 0.55 : 1, width: areMany ? 1 : 1.4 }
}

function drawZero(frame: Frame, colors: Colors) {
  const top = toY(frame, 'linear')(0)
  frame.pen.strokeStyle = colors.rule
  frame.pen.lineWidth = frame.ratio
  line(frame.pen, [frame.box.left, top], [frame.box.left + frame.box.width, top])
}

/** Lines break where there is nothing to draw and where steps are missing; they are never bridged. */
function strokeLine(frame: Frame, { xs, ys, gaps }: Pick<Curve, 'xs' | 'ys' | 'gaps'>, scale: YScale) {
  const { pen } = frame
  const [placeX, placeY] = [toX(frame), toY(frame, scale)]
  pen.beginPath()
  let isOpen = false
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i]!
    if (!hasPlace(y, scale)) {
      isOpen = false
      continue
    }
    const [left, top] = [placeX(xs[i]!), placeY(y)]
    if (isOpen && !gaps.has(i)) pen.lineTo(left, top)
    else {
      pen.moveTo(left, top)
      // A point with no neighbours is a dot.
      if (gaps.has(i + 1) || !hasPlace(ys[i + 1] ?? NaN, scale)) pen.lineTo(left + 0.01, top)
    }
    isOpen = true
  }
  pen.stroke()
}

export function toX({ box, x }: Pick<Frame, 'box' | 'x'>): (value: number) => number {
  const span = x.max - x.min || 1
  return (value) => box.left + ((value - x.min) / span) * box.width
}

export function toY({ box, y }: Pick<Frame, 'box' | 'y'>, scale: YScale): (value: number) => number {
  const { to } = bendOf(scale, y.knee)
  const low = to(y.min)
  const span = to(y.max) - low || 1
  return (value) => box.top + (1 - (to(value) - low) / span) * box.height
}

const markSize = 4

/** Where values are no numbers, and the open end of a run that goes on. */
function drawMarks(frame: Frame, curve: Curve, scale: YScale, colors: Colors) {
  const { pen, box, ratio } = frame
  const placeX = toX(frame)
  const size = markSize * ratio
  pen.lineWidth = 1.4 * ratio
  pen.fillStyle = colors.background
  curve.ys.forEach((y, i) => {
    if (Number.isFinite(y)) return
    const x = placeX(curve.xs[i]!)
    drawDotted(frame, x)
    const isDown = y === -Infinity
    const [flat, tip] = isDown ? [box.top + box.height - 1, -1.5 * size] : [box.top + 1, 1.5 * size]
    pen.beginPath()
    pen.moveTo(x - size, flat)
    pen.lineTo(x + size, flat)
    pen.lineTo(x, flat + tip)
    pen.closePath()
    pen.fill()
    pen.stroke()
  })
  const last = curve.ys.length - 1
  if (!curve.isRunning || last < 0 || !hasPlace(curve.ys[last]!, scale)) return
  dot(pen, placeX(curve.xs[last]!), toY(frame, scale)(curve.ys[last]!), 2.5 * ratio)
  pen.stroke()
}

/** From the mark to the other edge: where it happened. */
function drawDotted({ pen, box, ratio }: Frame, x: number) {
  pen.setLineDash([ratio, 3 * ratio])
  line(pen, [x, box.top], [x, box.top + box.height])
  pen.setLineDash([])
}

function drawRule(frame: Frame, { curves, scale, x }: Drawing, colors: Colors) {
  if (x === null) return
  const { pen, box, ratio } = frame
  const [placeX, placeY] = [toX(frame), toY(frame, scale)]
  pen.strokeStyle = colors.rule
  pen.lineWidth = ratio
  line(pen, [placeX(x), box.top], [placeX(x), box.top + box.height])
  for (const curve of curves) {
    const at = indexAt(curve.xs, x)
    const y = curve.ys[at]
    if (y === undefined || !hasPlace(y, scale)) continue
    pen.fillStyle = colors.slots[curve.slot] ?? colors.text
    dot(pen, placeX(curve.xs[at]!), placeY(y), 2.4 * ratio)
  }
}

import type uPlot from 'uplot'
import { indexAt, isLogged, type Curve } from './curves'

export interface Colors {
  slots: string[]
  background: string
  grid: string
  text: string
  rule: string
}

/** The tokens as they are now: a canvas does not follow them by itself. */
export function colorsNow(): Colors {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    slots: Array.from({ length: 13 }, (_, i) => token(`--c${i}`)),
    background: token('--bg'),
    grid: token('--grid'),
    text: token('--ink3'),
    rule: token('--cross'),
  }
}

export interface Drawing {
  curves: Curve[]
  isLog: boolean
  /** The run that is brought out. */
  hot: string | null
  /** Where the rule stands. */
  x: number | null
}

const quiet = 0.12
const shadow = 0.16
const thinFrom = 24
const shadowsUpTo = 4

export function drawCurves(plot: uPlot, { curves, isLog, hot, x }: Drawing, colors: Colors) {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.lineJoin = 'round'
  const isHotHere = hot !== null && curves.some((curve) => curve.id === hot)
  const ordered = isHotHere ? [...curves.filter((c) => c.id !== hot), ...curves.filter((c) => c.id === hot)] : curves
  for (const curve of ordered) {
    const isHot = curve.id === hot
    ctx.strokeStyle = colors.slots[curve.slot] ?? colors.text
    ctx.setLineDash((curve.dash ?? []).map((length) => length * ratio))
    if (curve.raw && (isHot || curves.length <= shadowsUpTo)) {
      ctx.globalAlpha = shadow
      ctx.lineWidth = ratio
      strokeLine(plot, curve.xs, curve.raw, isLog)
    }
    const look = lookOf(isHot, isHotHere, curves.length > thinFrom)
    ctx.globalAlpha = look.alpha
    ctx.lineWidth = look.width * ratio
    strokeLine(plot, curve.xs, curve.ys, isLog)
    ctx.setLineDash([])
    drawMarks(plot, curve, colors)
  }
  ctx.globalAlpha = 1
  if (x !== null) drawRule(plot, curves, x, colors)
  ctx.restore()
}

function lookOf(isHot: boolean, isHotHere: boolean, areMany: boolean): { alpha: number; width: number } {
  if (isHot) return { alpha: 1, width: 2.2 }
  return { alpha: isHotHere ? quiet : areMany ? 0.55 : 1, width: areMany ? 1 : 1.4 }
}

/** Lines break where there is nothing to draw; they are never bridged. */
function strokeLine(plot: uPlot, xs: readonly number[], ys: readonly number[], isLog: boolean) {
  const { ctx } = plot
  const toX = scaler(plot, 'x', false)
  const toY = scaler(plot, 'y', isLog)
  ctx.beginPath()
  let isOpen = false
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i]!
    if (!isLogged(y, isLog)) {
      isOpen = false
      continue
    }
    const [left, top] = [toX(xs[i]!), toY(y)]
    if (isOpen) ctx.lineTo(left, top)
    else {
      ctx.moveTo(left, top)
      // A point with no neighbours is a dot.
      if (!isLogged(ys[i + 1] ?? NaN, isLog)) ctx.lineTo(left + 0.01, top)
    }
    isOpen = true
  }
  ctx.lineCap = 'round'
  ctx.stroke()
}

function scaler(plot: uPlot, scale: 'x' | 'y', isLog: boolean): (value: number) => number {
  const { min, max } = plot.scales[scale]!
  const f = isLog ? Math.log10 : (value: number) => value
  const low = f(min ?? 0)
  const high = f(max ?? 1)
  const { left, top, width, height } = plot.bbox
  const span = high - low || 1
  return scale === 'x'
    ? (value) => left + ((value - low) / span) * width
    : (value) => top + (1 - (f(value) - low) / span) * height
}

const markSize = 4

/** Where values are no numbers, and the open end of a run that goes on. */
function drawMarks(plot: uPlot, curve: Curve, colors: Colors) {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  const toX = scaler(plot, 'x', false)
  const size = markSize * ratio
  ctx.lineWidth = 1.4 * ratio
  ctx.fillStyle = colors.background
  curve.ys.forEach((y, i) => {
    if (Number.isFinite(y)) return
    const x = toX(curve.xs[i]!)
    const isDown = y === -Infinity
    const [flat, tip] = isDown ? [bbox.top + bbox.height - 1, -1.5 * size] : [bbox.top + 1, 1.5 * size]
    ctx.beginPath()
    ctx.moveTo(x - size, flat)
    ctx.lineTo(x + size, flat)
    ctx.lineTo(x, flat + tip)
    ctx.closePath()
    ctx.fill()
    ctx.stroke()
  })
  const last = curve.ys.length - 1
  if (!curve.isRunning || last < 0 || !Number.isFinite(curve.ys[last])) return
  dot(plot, curve.xs[last]!, curve.ys[last]!, 2.5)
  ctx.stroke()
}

function dot(plot: uPlot, x: number, y: number, radius: number) {
  plot.ctx.beginPath()
  plot.ctx.arc(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true), radius * devicePixelRatio, 0, 2 * Math.PI)
  plot.ctx.fill()
}

function drawRule(plot: uPlot, curves: readonly Curve[], x: number, colors: Colors) {
  const { ctx, bbox } = plot
  const left = plot.valToPos(x, 'x', true)
  ctx.strokeStyle = colors.rule
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(left, bbox.top)
  ctx.lineTo(left, bbox.top + bbox.height)
  ctx.stroke()
  for (const curve of curves) {
    const at = indexAt(curve.xs, x)
    const y = curve.ys[at]
    if (y === undefined || !Number.isFinite(y)) continue
    ctx.fillStyle = colors.slots[curve.slot] ?? colors.text
    dot(plot, curve.xs[at]!, y, 2.4)
  }
}

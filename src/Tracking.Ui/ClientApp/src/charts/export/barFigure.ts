import { numberText } from '../../ui/text'
import { axisFont } from '../colors'
import type { Curve } from '../curves'
import { fitted } from '../pen'
import type { Figure, Size } from './figure'

const rowHeight = 20
const valueWidth = 72

/** One value per run, each with its bar from zero, for a file. */
export function barFigure(title: string, curves: readonly Curve[], { width }: Size): Figure {
  const rows = curves.map((curve) => ({ curve, value: (curve.raw ?? curve.ys).at(-1) ?? NaN }))
  const finite = rows.map(({ value }) => value).filter(Number.isFinite)
  const low = Math.min(0, ...finite)
  const span = Math.max(0, ...finite) - low || 1
  return {
    title,
    size: { width, height: Math.max(1, rows.length) * rowHeight },
    legend: () => [],
    draw: (pen, size, colors) => {
      const names = size.width * 0.38
      const track = size.width - names - valueWidth
      pen.font = axisFont(colors)
      pen.textBaseline = 'middle'
      rows.forEach(({ curve, value }, i) => {
        const middle = (i + 0.5) * rowHeight
        pen.fillStyle = colors.ink
        pen.textAlign = 'left'
        pen.fillText(fitted(curve.name, names - 8), 0, middle)
        pen.textAlign = 'right'
        pen.fillText(numberText(value), size.width, middle)
        if (!Number.isFinite(value)) return
        const [from, to] = [Math.min(0, value), Math.max(0, value)]
        pen.fillStyle = colors.slots[curve.slot] ?? colors.text
        pen.beginPath()
        pen.rect(names + ((from - low) / span) * track, middle - 5, Math.max(1, ((to - from) / span) * track), 10)
        pen.fill()
      })
    },
  }
}

import { axisFont, colorsNow, type Colors } from '../colors'
import { dot, fitted, type Pen } from '../pen'
import { SvgPen } from './svgPen'

export interface Size {
  width: number
  height: number
}

export interface LegendEntry {
  name: string
  color: string
}

/** A chart as it is saved: with its title and with whose colours these are. */
export interface Figure {
  title: string
  size: Size
  legend: (colors: Colors) => LegendEntry[]
  draw: (pen: Pen, size: Size, colors: Colors) => void
}

const margin = 12
const titleHeight = 28
const legendLine = 18
const legendColumn = 180
const legendMax = 60
const pixelsPerUnit = 2

export function svgOf(figure: Figure): string {
  const colors = colorsNow()
  const { width, height } = wholeSize(figure, colors)
  const pen = new SvgPen(width, height)
  drawWhole(figure, pen, colors)
  return pen.toString()
}

/** Twice as fine as the screen. */
export function pngOf(figure: Figure): Promise<Blob | null> {
  const colors = colorsNow()
  const { width, height } = wholeSize(figure, colors)
  const canvas = document.createElement('canvas')
  canvas.width = width * pixelsPerUnit
  canvas.height = height * pixelsPerUnit
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  pen.scale(pixelsPerUnit, pixelsPerUnit)
  drawWhole(figure, pen, colors)
  return new Promise((resolve) => canvas.toBlob(resolve))
}

function wholeSize({ size, legend }: Figure, colors: Colors): Size {
  const lines = Math.ceil(entriesOf(legend(colors)).length / columnsOf(size.width))
  return { width: size.width + 2 * margin, height: size.height + titleHeight + lines * legendLine + 2 * margin }
}

const columnsOf = (width: number) => Math.max(1, Math.floor(width / legendColumn))

function entriesOf(entries: LegendEntry[]): LegendEntry[] {
  if (entries.length <= legendMax) return entries
  return [...entries.slice(0, legendMax - 1), { name: `and ${entries.length - legendMax + 1} more`, color: '' }]
}

function drawWhole(figure: Figure, pen: Pen, colors: Colors) {
  const whole = wholeSize(figure, colors)
  pen.fillStyle = colors.background
  pen.beginPath()
  pen.rect(0, 0, whole.width, whole.height)
  pen.fill()
  pen.fillStyle = colors.ink
  pen.font = `500 13px ${colors.sans}`
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(fitted(figure.title, figure.size.width * 0.85), margin, margin + titleHeight / 2 - 4)
  pen.save()
  pen.translate(margin, margin + titleHeight)
  figure.draw(pen, figure.size, colors)
  pen.restore()
  drawLegend(figure, pen, colors)
}

function drawLegend({ size, legend }: Figure, pen: Pen, colors: Colors) {
  const columns = columnsOf(size.width)
  const width = size.width / columns
  pen.font = axisFont(colors)
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  entriesOf(legend(colors)).forEach(({ name, color }, i) => {
    const left = margin + (i % columns) * width
    const top = margin + titleHeight + size.height + (Math.floor(i / columns) + 0.5) * legendLine + 4
    if (color) {
      pen.fillStyle = color
      dot(pen, left + 5, top, 4)
    }
    pen.fillStyle = colors.ink
    pen.fillText(fitted(name, width - 24), left + 16, top)
  })
}

import type { Pen } from '../pen'

interface State {
  strokeStyle: string
  fillStyle: string
  lineWidth: number
  lineJoin: CanvasLineJoin
  lineCap: CanvasLineCap
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
  dash: number[]
  clip: number | null
  left: number
  top: number
}

const first: State = {
  strokeStyle: '#000',
  fillStyle: '#000',
  lineWidth: 1,
  lineJoin: 'miter',
  lineCap: 'butt',
  globalAlpha: 1,
  font: '11px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: [],
  clip: null,
  left: 0,
  top: 0,
}

const anchors: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' }
const baselines: Partial<Record<CanvasTextBaseline, string>> = { middle: 'central', top: 'hanging' }

/** Writes what is drawn as SVG. Texts are texts: a name can be no markup. */
export class SvgPen implements Pen {
  private readonly parts: string[] = []
  private readonly stack: State[] = []
  private state: State = { ...first }
  private path = ''
  private clips = 0

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  set strokeStyle(value: Pen['strokeStyle']) {
    this.state.strokeStyle = colorOf(value)
  }
  set fillStyle(value: Pen['fillStyle']) {
    this.state.fillStyle = colorOf(value)
  }
  set lineWidth(value: number) {
    this.state.lineWidth = value
  }
  set lineJoin(value: CanvasLineJoin) {
    this.state.lineJoin = value
  }
  set lineCap(value: CanvasLineCap) {
    this.state.lineCap = value
  }
  set globalAlpha(value: number) {
    this.state.globalAlpha = value
  }
  set font(value: string) {
    this.state.font = value
  }
  set textAlign(value: CanvasTextAlign) {
    this.state.textAlign = value
  }
  set textBaseline(value: CanvasTextBaseline) {
    this.state.textBaseline = value
  }

  setLineDash(dash: Iterable<number>) {
    this.state.dash = [...dash]
  }

  save() {
    this.stack.push({ ...this.state })
  }

  restore() {
    this.state = this.stack.pop() ?? this.state
  }

  beginPath() {
    this.path = ''
  }

  closePath() {
    this.path += 'Z'
  }

  translate(x: number, y: number) {
    this.state.left += x
    this.state.top += y
  }

  moveTo(x: number, y: number) {
    this.path += `M${this.at(x, y)}`
  }

  lineTo(x: number, y: number) {
    this.path += `L${this.at(x, y)}`
  }

  /** Circles only: nothing draws other arcs. */
  arc(x: number, y: number, radius: number) {
    const r = short(radius)
    this.path += `M${this.at(x - radius, y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0`
    this.path += `a${r} ${r} 0 1 0 ${short(-2 * radius)} 0Z`
  }

  rect(x: number, y: number, width: number, height: number) {
    this.path += `M${this.at(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`
  }

  clip() {
    const id = ++this.clips
    this.parts.push(`<clipPath id="clip${id}"><path d="${this.path}"/></clipPath>`)
    this.state.clip = id
  }

  fill(rule?: CanvasFillRule | Path2D) {
    const evenOdd = rule === 'evenodd' ? ' fill-rule="evenodd"' : ''
    this.shape(`fill="${escaped(this.state.fillStyle)}"${evenOdd}`)
  }

  stroke() {
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash } = this.state
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''
    this.shape(
      `fill="none" stroke="${escaped(strokeStyle)}" stroke-width="${short(lineWidth)}" ` +
        `stroke-linejoin="${lineJoin}" stroke-linecap="${lineCap}"${dashes}`,
    )
  }

  fillText(text: string, x: number, y: number) {
    const { fillStyle, font, textAlign, textBaseline, left, top } = this.state
    this.parts.push(
      `<text x="${short(x + left)}" y="${short(y + top)}" fill="${escaped(fillStyle)}"${this.opacity()} ` +
        `text-anchor="${anchors[textAlign] ?? 'start'}" dominant-baseline="${baselines[textBaseline] ?? 'auto'}" ` +
        `style="font:${escaped(font)}">${escaped(text)}</text>`,
    )
  }

  toString(): string {
    const { width, height } = this
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}">\n${this.parts.join('\n')}\n</svg>\n`
    )
  }

  private at(x: number, y: number): string {
    return `${short(x + this.state.left)} ${short(y + this.state.top)}`
  }

  private shape(look: string) {
    if (this.path === '') return
    const clip = this.state.clip === null ? '' : ` clip-path="url(#clip${this.state.clip})"`
    this.parts.push(`<path d="${this.path}" ${look}${this.opacity()}${clip}/>`)
  }

  private opacity(): string {
    return this.state.globalAlpha === 1 ? '' : ` opacity="${this.state.globalAlpha}"`
  }
}

/** Nothing draws gradients. */
const colorOf = (value: Pen['fillStyle']) => (typeof value === 'string' ? value : 'none')

const short = (value: number) => String(Math.round(value * 100) / 100)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML cannot hold at all are left out. */
function escaped(text: string): string {
  return (
    text
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (c) => entities[c] ?? c)
  )
}

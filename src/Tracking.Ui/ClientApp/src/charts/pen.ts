/** What charts are drawn with: a canvas, or a writer of SVG. One code draws what is shown and what is saved. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'rect'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'setLineDash'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'lineCap'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export function dot(pen: Pen, x: number, y: number, radius: number) {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}

export function line(pen: Pen, from: readonly [number, number], to: readonly [number, number]) {
  pen.beginPath()
  pen.moveTo(...from)
  pen.lineTo(...to)
  pen.stroke()
}

const letterWidth = 0.54
const fontSize = 11

/** Cut in the middle where it is wider than that, by the width of usual letters. */
export function fitted(text: string, width: number): string {
  const letters = Array.from(text)
  const room = Math.max(3, Math.floor(width / (letterWidth * fontSize)))
  if (letters.length <= room) return text
  const head = Math.ceil((room - 1) / 2)
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (room - 1 - head)).join('')}`
}

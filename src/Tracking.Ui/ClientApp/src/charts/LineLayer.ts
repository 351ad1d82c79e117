import type { Colors } from './colors'
import { drawCurves, drawFocus, lookOf, type Drawing, type Frame } from './drawing'

/**
 * Many lines, drawn once and kept as a picture: while the pointer moves, only the line that is brought out and the rule
 * are drawn over it.
 */
export class LineLayer {
  private canvas: HTMLCanvasElement | null = null
  private drawn = ''
  private curves: Drawing['curves'] | null = null
  private colors: Colors | null = null

  draw(context: CanvasRenderingContext2D, frame: Frame, drawing: Drawing, colors: Colors) {
    const picture = this.pictureOf(frame, drawing, colors)
    if (!picture) return
    const isHotHere = drawing.curves.some((curve) => curve.id === drawing.hot)
    context.globalAlpha = isHotHere ? lookOf(false, true, true).alpha / lookOf(false, false, true).alpha : 1
    context.drawImage(picture, frame.box.left, frame.box.top)
    context.globalAlpha = 1
    drawFocus(frame, drawing, colors)
  }

  /** Null where there is no room for any. */
  private pictureOf(frame: Frame, drawing: Drawing, colors: Colors): HTMLCanvasElement | null {
    const { box, x, y, ratio } = frame
    if (box.width < 1 || box.height < 1) return null
    const key = JSON.stringify([box.width, box.height, x, y, ratio, drawing.scale, drawing.hasZero])
    if (this.canvas && this.drawn === key && this.curves === drawing.curves && this.colors === colors) {
      return this.canvas
    }
    const canvas = (this.canvas ??= document.createElement('canvas'))
    canvas.width = box.width
    canvas.height = box.height
    const pen = canvas.getContext('2d')
    if (!pen) return null
    drawCurves({ ...frame, pen, box: { ...box, left: 0, top: 0 } }, { ...drawing, hot: null, x: null }, colors)
    ;[this.drawn, this.curves, this.colors] = [key, drawing.curves, colors]
    return canvas
  }
}

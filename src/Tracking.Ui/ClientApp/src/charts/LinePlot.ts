import uPlot from 'uplot'
import { tickText, xText } from './axisText'
import { axisFont, colorsNow, type Colors } from './colors'
import { drawCurves, thinFrom, type Drawing } from './drawing'
import { indexAt, xDomain, yDomain, type Domain, type XKind } from './curves'
import { LineLayer } from './LineLayer'

export interface PlotSettings extends Drawing {
  x: number | null
  xKind: XKind
  isClipped: boolean
  /** What is zoomed to; null = everything. */
  range: Domain | null
  /** Of several charts together; null = that of these lines. */
  y: Domain | null
}

export interface PlotActs {
  onPoint: (x: number | null, run: string | null) => void
  onZoom: (range: Domain | null) => void
  onPin: () => void
}

const yAxisWidth = 46
const xAxisHeight = 22
const smallestZoom = 4
// uPlot declares an enum that does not exist when it runs.
const [linear, logarithmic] = [1, 3] as unknown as [uPlot.Scale.Distr, uPlot.Scale.Distr]

/**
 * Lines over one x: uPlot has the axes, the scales and the selection, and the lines are drawn here, since each has xs
 * of its own. However many changes come, a frame draws once.
 */
export class LinePlot {
  private readonly plot: uPlot
  private readonly layer = new LineLayer()
  private colors: Colors = colorsNow()
  private hasNewScales = true
  private isShown = false
  private frame = 0

  constructor(
    private readonly host: HTMLElement,
    private settings: PlotSettings,
    private readonly acts: PlotActs,
  ) {
    this.plot = new uPlot(
      this.options(),
      [
        [0, 1],
        [null, null],
      ],
      host,
    )
    this.plot.over.addEventListener('mouseleave', () => this.acts.onPoint(null, null))
    this.plot.over.addEventListener('dblclick', () => this.acts.onZoom(null))
    this.plot.over.addEventListener('click', () => this.acts.onPin())
    // After uPlot's own first drawing, which waits in the same way and has no lines yet.
    queueMicrotask(() => this.render())
  }

  update(settings: PlotSettings) {
    const before = this.settings
    this.settings = settings
    const isSame = (key: keyof PlotSettings) => settings[key] === before[key]
    const hasSameScales = (['curves', 'range', 'y', 'isClipped', 'isLog', 'xKind'] as const).every(isSame)
    if (hasSameScales && isSame('hot') && isSame('x')) return
    this.hasNewScales ||= !hasSameScales
    this.schedule()
  }

  /** After another theme. */
  recolor() {
    this.colors = colorsNow()
    this.schedule()
  }

  resize() {
    this.schedule()
  }

  dispose() {
    cancelAnimationFrame(this.frame)
    this.isShown = false
    this.plot.destroy()
  }

  private schedule() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      this.render()
    })
  }

  /** All that changed, in one drawing. */
  private render() {
    if (this.host.clientWidth === 0 || !this.host.contains(this.plot.root)) return
    this.isShown = true
    this.plot.batch(() => {
      this.plot.redraw(false, false)
      this.fit()
      if (this.hasNewScales) this.rescale()
    })
    this.hasNewScales = false
  }

  private fit() {
    const { clientWidth: width, clientHeight: height } = this.host
    if (height > 0 && (width !== this.plot.width || height !== this.plot.height)) this.plot.setSize({ width, height })
  }

  private rescale() {
    const { curves, isLog, isClipped, y } = this.settings
    const x = this.settings.range ?? xDomain(curves)
    this.plot.setScale('x', x)
    this.plot.setScale('y', y ?? yDomain(curves, x, isLog, isClipped))
  }

  private options(): uPlot.Options {
    const axis = { stroke: () => this.colors.text, font: axisFont(this.colors), ticks: { show: false } }
    return {
      width: this.host.clientWidth || 300,
      height: this.host.clientHeight || 171,
      padding: [6, 10, 0, 0],
      legend: { show: false },
      cursor: { points: { show: false }, drag: { x: true, y: false, setScale: false }, y: false },
      scales: {
        x: { time: this.settings.xKind === 'wall', auto: false },
        y: { auto: false, distr: this.settings.isLog ? logarithmic : linear },
      },
      axes: [
        {
          ...axis,
          size: xAxisHeight,
          grid: { show: false },
          ...(this.settings.xKind === 'wall'
            ? {}
            : {
                values: (_, ticks) =>
                  ticks.map((tick) => (this.settings.xKind === 'relative' ? xText(tick, 'relative') : tickText(tick))),
              }),
        },
        {
          ...axis,
          size: yAxisWidth,
          space: 28,
          grid: { stroke: () => this.colors.grid, width: 1 },
          values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : tickText(tick))),
        },
      ],
      series: [{}, { show: true, stroke: 'transparent' }],
      hooks: {
        draw: [(plot) => this.draw(plot)],
        setCursor: [(plot) => this.point(plot)],
        setSelect: [(plot) => this.zoom(plot)],
      },
    }
  }

  private draw(plot: uPlot) {
    if (!this.isShown) return
    const { x, y } = plot.scales
    const domain = (scale: uPlot.Scale | undefined) => ({ min: scale?.min ?? 0, max: scale?.max ?? 1 })
    const frame = { pen: plot.ctx, box: plot.bbox, x: domain(x), y: domain(y), ratio: devicePixelRatio }
    if (this.settings.curves.length > thinFrom) this.layer.draw(plot.ctx, frame, this.settings, this.colors)
    else drawCurves(frame, this.settings, this.colors)
  }

  private point(plot: uPlot) {
    const { left = -1, top = -1 } = plot.cursor
    if (left < 0) return
    const x = plot.posToVal(left, 'x')
    let nearest: string | null = null
    let distance = Infinity
    for (const curve of this.settings.curves) {
      const y = curve.ys[indexAt(curve.xs, x)]
      if (y === undefined || !Number.isFinite(y)) continue
      const away = Math.abs(plot.valToPos(y, 'y') - top)
      if (away < distance) [nearest, distance] = [curve.id, away]
    }
    this.acts.onPoint(x, nearest)
  }

  private zoom(plot: uPlot) {
    const { left, width } = plot.select
    if (width < smallestZoom) return
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
    this.acts.onZoom({ min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') })
  }
}

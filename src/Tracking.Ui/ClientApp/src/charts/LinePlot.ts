import uPlot from 'uplot'
import { tickTexts, xText } from './axisText'
import { axisFont, colorsNow, type Colors } from './colors'
import { drawCurves, thinFrom, type Drawing } from './drawing'
import { indexAt, xDomain, yDomain, type Domain, type XKind } from './curves'
import { LineLayer } from './LineLayer'
import { zoomByWheel } from './wheelZoom'
import { bendOf, symlogTicks, type YDomain } from './yScale'

export interface PlotSettings extends Drawing {
  x: number | null
  xKind: XKind
  isClipped: boolean
  /** What is zoomed to; null = everything. */
  range: Domain | null
  /** Of several charts together, or what is zoomed to; null = that of these lines. */
  y: YDomain | null
}

export interface PlotActs {
  onPoint: (x: number | null, run: string | null) => void
  /** Nothing is said of y where it stays as it is. */
  onZoom: (range: Domain | null, y?: Domain | null) => void
  onPin: () => void
}

const yAxisWidth = 46
const xAxisHeight = 22
const smallestZoom = 4
// uPlot declares an enum that does not exist when it runs.
const distributions = { linear: 1, log: 3, symlog: 100 } as unknown as Record<string, uPlot.Scale.Distr>
const pixelsPerTick = 28

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
  private y: YDomain = { min: 0, max: 1, knee: 1 }
  private readonly leaveWheel: () => void

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
    // Before uPlot looks at it: with Shift the pointer draws a box, else a range of x.
    host.addEventListener('mousedown', ({ shiftKey }) => (this.plot.cursor.drag!.y = shiftKey), true)
    this.leaveWheel = zoomByWheel(this.plot.over, {
      shown: () => this.domainOf('x'),
      whole: () => xDomain(this.settings.curves),
      valueAt: (event) => this.plot.posToVal(event.clientX - this.plot.over.getBoundingClientRect().left, 'x'),
      onStretch: (range) => this.plot.setScale('x', range),
      onZoom: (range) => this.acts.onZoom(range),
    })
    this.plot.over.addEventListener('mouseleave', () => this.acts.onPoint(null, null))
    this.plot.over.addEventListener('dblclick', () => this.acts.onZoom(null, null))
    this.plot.over.addEventListener('click', () => this.acts.onPin())
    // After uPlot's own first drawing, which waits in the same way and has no lines yet.
    queueMicrotask(() => this.render())
  }

  update(settings: PlotSettings) {
    const before = this.settings
    this.settings = settings
    const isSame = (key: keyof PlotSettings) => settings[key] === before[key]
    const hasSameScales = (['curves', 'range', 'y', 'isClipped', 'scale', 'xKind'] as const).every(isSame)
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
    this.leaveWheel()
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
    const { curves, scale, isClipped, y } = this.settings
    const x = this.settings.range ?? xDomain(curves)
    this.y = y ?? yDomain(curves, x, scale, isClipped)
    this.plot.setScale('x', x)
    this.plot.setScale('y', this.y)
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
        y: {
          auto: false,
          distr: distributions[this.settings.scale]!,
          ...(this.settings.scale === 'symlog' && {
            fwd: (value: number) => bendOf('symlog', this.y.knee).to(value),
            bwd: (place: number) => bendOf('symlog', this.y.knee).back(place),
          }),
        },
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
                  this.settings.xKind === 'relative' ? ticks.map((tick) => xText(tick, 'relative')) : tickTexts(ticks),
              }),
        },
        {
          ...axis,
          size: yAxisWidth,
          space: 28,
          grid: { stroke: () => this.colors.grid, width: 1 },
          values: (_, ticks) => tickTexts(ticks),
          ...(this.settings.scale === 'symlog' && {
            splits: ({ bbox }: uPlot) =>
              symlogTicks(this.y, Math.floor(bbox.height / devicePixelRatio / pixelsPerTick)),
          }),
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

  private domainOf(axis: 'x' | 'y'): Domain {
    const { min, max } = this.plot.scales[axis] ?? {}
    return { min: min ?? 0, max: max ?? 1 }
  }

  private draw(plot: uPlot) {
    if (!this.isShown) return
    const y = { ...this.domainOf('y'), knee: this.y.knee }
    const frame = { pen: plot.ctx, box: plot.bbox, x: this.domainOf('x'), y, ratio: devicePixelRatio }
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
    const { left, top, width, height } = plot.select
    if (width < smallestZoom) return
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
    const range = { min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') }
    const isBox = plot.cursor.drag?.y === true && height >= smallestZoom
    if (!isBox) this.acts.onZoom(range)
    else this.acts.onZoom(range, { min: plot.posToVal(top + height, 'y'), max: plot.posToVal(top, 'y') })
  }
}

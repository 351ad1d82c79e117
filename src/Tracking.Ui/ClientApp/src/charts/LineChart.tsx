import { useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { messageOf } from '../api/client'
import { Button } from '../ui/Button'
import { plural, visible } from '../ui/text'
import { xText } from './axisText'
import { BarView } from './BarView'
import { chartRows } from './chartRows'
import { ChartFrame, type Saved } from './ChartFrame'
import { ChartMarks } from './ChartMarks'
import { xDomain, yDomain, type Curve, type Domain } from './curves'
import { barFigure } from './export/barFigure'
import { lineFigure, type Lines } from './export/lineFigure'
import { LineView } from './LineView'
import { useLinkedScale } from './linkedY'
import type { Placing } from './placing'
import { pointer } from './pointer'
import { Readout } from './Readout'
import type { ChartSettings } from './settings'
import { useIsNear } from './nearby'
import { pointStepped } from './stepping'
import { useCurves, type WantedCurves } from './useCurves'
import type { YDomain, YScale } from './yScale'

/** Nothing is said of y where it stays as it is. */
export type OnZoom = (range: Domain | null, y?: Domain | null) => void

interface LineChartProps extends Omit<WantedCurves, 'isNear' | 'settings'> {
  name: string
  heading: ReactNode
  settings: ChartSettings
  /** The values that this chart is zoomed to; null = all. */
  zoom?: Domain | null
  onZoom: OnZoom
  /** Gives this chart a scale of its own. */
  onScale?: ((scale: YScale) => void) | undefined
  tools?: ReactNode
  placing?: Placing | undefined
  /** Stands in the place of the lines where there are none. */
  empty?: ReactNode
}

/** Lines of runs over one x, or a bar for each where there is but one value. It asks for its points once it is near. */
export function LineChart({ name, heading, settings, zoom = null, onZoom, onScale, ...props }: LineChartProps) {
  const { tools, placing, empty, ...wanted } = props
  const cell = useRef<HTMLElement>(null)
  const isNear = useIsNear(cell)
  const point = useSyncExternalStore(pointer.subscribe, pointer.current)
  const found = useCurves({ ...wanted, settings, isNear })
  const { curves } = found
  const isDifference = typeof wanted.base === 'string'
  const scale = isDifference ? 'linear' : settings.scale
  const isBars = !isDifference && curves.length > 0 && curves.every((curve) => curve.xs.length < 2)
  const x = point.axis === settings.x ? point.x : null
  const isAlone = isDifference || isBars
  const linked = useLinkedScale(wanted.metric, curves, { ...settings, scale, isAlone })
  const y = useShownY(curves, { ...settings, scale, linked, zoom })
  const lines: Lines = {
    title: visible(name),
    curves,
    xKind: settings.x,
    range: settings.range,
    y,
    scale,
    isClipped: settings.isClipped,
    hasZero: isDifference,
  }
  return (
    <ChartFrame
      cell={cell}
      name={name}
      heading={heading}
      placing={placing}
      notes={<ChartMarks {...{ found, lines, isBars }} runs={wanted.runs.length} />}
      readout={!isBars && <Readout curves={curves} x={x} hot={point.run} />}
      tools={
        <>
          {!isAlone && <LogButton scale={scale} onScale={onScale} />}
          {zoom && <Button kind="small quiet" onClick={() => onZoom(settings.range, null)}>All values</Button>}
          {tools}
        </>
      }
      saved={curves.length > 0 ? savedOf(lines, isBars) : null}
    >
      {found.error !== undefined && <Failed error={found.error} retry={found.retry} />}
      <Plot {...{ isNear, name, lines, isBars, x, onZoom }} hot={point.run} empty={found.isLoading ? null : empty} />
      <span className="hidden-text" aria-live="polite">
        {point.isPinned && x !== null ? xText(x, settings.x) : ''}
      </span>
    </ChartFrame>
  )
}

/** What is zoomed to, else what linked charts have; null where the lines alone say it, or clipping does. */
function useShownY(curves: readonly Curve[], wish: ShownY): YDomain | null {
  const { linked, zoom, range, scale, isClipped } = wish
  return useMemo(() => {
    if (curves.length === 0 || (linked === null && zoom === null && !isClipped)) return null
    const all = linked ?? yDomain(curves, range ?? xDomain(curves), scale, isClipped)
    // A scale that has no place for the least of a zoom begins where its values do.
    if (zoom === null || (scale === 'log' && zoom.max <= all.min)) return all
    return { ...all, max: zoom.max, min: scale === 'log' && zoom.min <= 0 ? all.min : zoom.min }
  }, [curves, linked, zoom, range, scale, isClipped])
}

type ShownY = Pick<ChartSettings, 'range' | 'scale' | 'isClipped'> & { linked: YDomain | null; zoom: Domain | null }

function LogButton({ scale, onScale }: { scale: YScale; onScale: LineChartProps['onScale'] }) {
  if (!onScale) return null
  const button = (kind: YScale) => (
    <Button kind="small quiet" aria-pressed={scale === kind} onClick={() => onScale(scale === kind ? 'linear' : kind)}>
      {kind}
    </Button>
  )
  return (
    <>
      {button('log')}
      {button('symlog')}
    </>
  )
}

interface PlotProps {
  isNear: boolean
  name: string
  lines: Lines
  isBars: boolean
  x: number | null
  hot: string | null
  onZoom: OnZoom
  empty: ReactNode
}

function Plot({ isNear, name, lines, isBars, x, hot, onZoom, empty }: PlotProps) {
  if (empty && lines.curves.length === 0) return <div className="plot">{empty}</div>
  if (isBars) return <BarView curves={lines.curves} hot={hot} onHot={(run) => pointer.set({ run })} />
  if (!isNear) return <div className="plot" />
  return (
    <LineView
      label={sentence(name, lines.curves)}
      settings={{ ...lines, hot, x }}
      onPoint={(place, run) => !pointer.current().isPinned && pointer.set({ x: place, axis: lines.xKind, run })}
      onStep={(by) => {
        const point = pointStepped(lines.curves, { x, hot }, by)
        if (point) pointer.set({ ...point, axis: lines.xKind })
      }}
      onPin={() => pointer.set({ isPinned: !pointer.current().isPinned })}
      onZoom={onZoom}
    />
  )
}

const savedOf = (lines: Lines, isBars: boolean): Saved => ({
  rows: () => chartRows(lines.curves, lines.xKind),
  figure: (size) => (isBars ? barFigure(lines.title, lines.curves, size) : lineFigure(lines, size)),
})

export function Failed({ error, retry }: { error: unknown; retry: () => unknown }) {
  return (
    <p className="bad row" role="alert">
      not loaded: {messageOf(error)}{' '}
      <Button kind="small" onClick={() => retry()}>
        Retry
      </Button>
    </p>
  )
}

function sentence(name: string, curves: readonly Curve[]): string {
  const last = curves.map((curve) => curve.ys.at(-1) ?? NaN).filter(Number.isFinite)
  const ends = last.length > 0 ? `, last values ${Math.min(...last)} to ${Math.max(...last)}` : ''
  return `${visible(name)}, ${plural(curves.length, 'run')}${ends}`
}

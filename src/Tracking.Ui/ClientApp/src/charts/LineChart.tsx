import { useRef, useSyncExternalStore, type ReactNode } from 'react'
import { messageOf } from '../api/client'
import { Button } from '../ui/Button'
import { plural, visible } from '../ui/text'
import { xText } from './axisText'
import { BarView } from './BarView'
import { chartRows } from './chartRows'
import { ChartFrame, type Saved } from './ChartFrame'
import type { Curve, Domain } from './curves'
import { barFigure } from './export/barFigure'
import { lineFigure, type Lines } from './export/lineFigure'
import { LineView } from './LineView'
import { useLinkedScale } from './linkedY'
import { marksOf } from './marks'
import type { Placing } from './placing'
import { pointer } from './pointer'
import { Readout } from './Readout'
import type { ChartSettings } from './settings'
import { useIsNear } from './nearby'
import { pointStepped } from './stepping'
import { useCurves, type FoundCurves, type WantedCurves } from './useCurves'

interface LineChartProps extends Omit<WantedCurves, 'isNear' | 'settings'> {
  name: string
  heading: ReactNode
  settings: ChartSettings
  onZoom: (range: Domain | null) => void
  /** Gives this chart a scale of its own. */
  onLog?: ((isLog: boolean) => void) | undefined
  tools?: ReactNode
  placing?: Placing | undefined
  /** Stands in the place of the lines where there are none. */
  empty?: ReactNode
}

/** Lines of runs over one x, or a bar for each where there is but one value. It asks for its points once it is near. */
export function LineChart({ name, heading, settings, onZoom, onLog, ...props }: LineChartProps) {
  const { tools, placing, empty, ...wanted } = props
  const cell = useRef<HTMLElement>(null)
  const isNear = useIsNear(cell)
  const point = useSyncExternalStore(pointer.subscribe, pointer.current)
  const found = useCurves({ ...wanted, settings, isNear })
  const { curves } = found
  const isDifference = typeof wanted.base === 'string'
  const isOnLog = !isDifference && settings.isLog
  const isBars = !isDifference && curves.length > 0 && curves.every((curve) => curve.xs.length < 2)
  const x = point.axis === settings.x ? point.x : null
  const isAlone = isDifference || isBars
  const y = useLinkedScale(wanted.metric, curves, { ...settings, isLog: isOnLog, isAlone })
  const lines: Lines = {
    title: visible(name),
    curves,
    xKind: settings.x,
    range: settings.range,
    y,
    isLog: isOnLog,
    isClipped: settings.isClipped,
    hasZero: isDifference,
  }
  return (
    <ChartFrame
      cell={cell}
      name={name}
      heading={heading}
      placing={placing}
      notes={<Marks found={found} lines={lines} isBars={isBars} runs={wanted.runs.length} />}
      readout={!isBars && <Readout curves={curves} x={x} hot={point.run} />}
      tools={
        <>
          {!isAlone && <LogButton isOn={isOnLog} onLog={onLog} />}
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

function LogButton({ isOn, onLog }: { isOn: boolean; onLog: LineChartProps['onLog'] }) {
  return (
    onLog && (
      <Button kind="small quiet" aria-pressed={isOn} onClick={() => onLog(!isOn)}>
        log
      </Button>
    )
  )
}

interface PlotProps {
  isNear: boolean
  name: string
  lines: Lines
  isBars: boolean
  x: number | null
  hot: string | null
  onZoom: (range: Domain | null) => void
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

interface MarksProps {
  found: FoundCurves
  lines: Lines
  isBars: boolean
  runs: number
}

function Marks({ found, lines, isBars, runs }: MarksProps) {
  const { isLog, hasZero } = lines
  const texts = [
    ...marksOf(found.curves, { isLog, runs: hasZero ? 0 : runs, points: found.isSampled ? found.points : Infinity }),
    joinedText(found),
  ]
  return (
    <>
      {isLog && !isBars && <span className="chip edited">log</span>} {texts.filter(Boolean).join(' · ')}
    </>
  )
}

const savedOf = (lines: Lines, isBars: boolean): Saved => ({
  rows: () => chartRows(lines.curves, lines.xKind),
  figure: (size) => (isBars ? barFigure(lines.title, lines.curves, size) : lineFigure(lines, size)),
})

const joinedText = ({ joined, isLoading }: FoundCurves) =>
  joined.points < joined.of && !isLoading ? `${joined.points} of ${joined.of} points have a partner at their step` : ''

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

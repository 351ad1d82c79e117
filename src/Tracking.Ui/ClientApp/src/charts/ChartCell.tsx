import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { messageOf } from '../api/client'
import { sampledHistory } from '../api/metrics'
import { Button } from '../ui/Button'
import { KeyName } from '../ui/Name'
import { saveFile } from '../runs/csv'
import { plural, visible } from '../ui/text'
import { xText } from './axisText'
import { BarView } from './BarView'
import { chartCsv } from './chartCsv'
import { curvesOf, type Curve, type CurveRun } from './curves'
import type { LinePlot } from './LinePlot'
import { LineView } from './LineView'
import { marksOf } from './marks'
import { pointer } from './pointer'
import { Readout } from './Readout'
import type { ChartSettings } from './settings'

interface ChartCellProps {
  metric: string
  runs: CurveRun[]
  settings: ChartSettings
  onZoom: (range: ChartSettings['range']) => void
}

const pointsInAll = 60_000
const pointsMin = 100
const pointsMax = 1000
const liveMilliseconds = 5000

/** A chart of one metric. It asks for its points once it is near the screen. */
export function ChartCell({ metric, runs, settings, onZoom }: ChartCellProps) {
  const cell = useRef<HTMLElement>(null)
  const plot = useRef<LinePlot | null>(null)
  const isNear = useIsNear(cell)
  const [isFull, setFull] = useState(false)
  const [isLog, setLog] = useState<boolean | null>(null)
  const point = useSyncExternalStore(pointer.subscribe, pointer.current)
  const { curves, error, retry } = useCurves(metric, runs, settings, isNear)
  const isOnLog = isLog ?? settings.isLog
  const isBars = curves.length > 0 && curves.every((curve) => curve.xs.length < 2)
  const hot = point.run
  const marks = marksOf(curves, isOnLog, { runs: runs.length, points: pointsFor(runs) })
  useEffect(() => {
    if (!isFull) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setFull(false)
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [isFull])
  const png = async () => {
    const image = await plot.current?.toPng()
    if (image) saveFile(`${fileName(metric)}.png`, 'image/png', image)
  }
  return (
    <article className={isFull ? 'chart full' : 'chart'} ref={cell} aria-label={visible(metric)}>
      <header>
        <h3 className="ell">
          <KeyName text={metric} />
        </h3>
        {isOnLog && !isBars && <span className="chip edited">log</span>}
        <span className="marks ell">{marks}</span>
        {!isBars && <Readout curves={curves} x={point.x} hot={hot} />}
        <span className="tools">
          {!isBars && (
            <Button kind="small quiet" aria-pressed={isOnLog} onClick={() => setLog(!isOnLog)}>
              log
            </Button>
          )}
          {!isBars && (
            <Button
              kind="small quiet"
              icon="download"
              label={`Save ${visible(metric)} as PNG`}
              onClick={() => void png()}
            />
          )}
          <Button
            kind="small quiet"
            icon="file"
            label={`Save ${visible(metric)} as CSV`}
            onClick={() => saveFile(`${fileName(metric)}.csv`, 'text/csv', chartCsv(curves, settings.x))}
          />
          <Button
            kind="small quiet"
            icon="full"
            label={`${isFull ? 'Leave' : 'Show in'} full screen`}
            onClick={() => setFull(!isFull)}
          />
        </span>
      </header>
      {error !== undefined && (
        <p className="bad row" role="alert">
          not loaded: {messageOf(error)}{' '}
          <Button kind="small" onClick={() => void retry()}>
            Retry
          </Button>
        </p>
      )}
      {isBars ? (
        <BarView curves={curves} hot={hot} onHot={(run) => pointer.set({ run })} />
      ) : isNear ? (
        <LineView
          label={sentence(metric, curves)}
          settings={{ ...settings, curves, isLog: isOnLog, hot, x: point.x, xKind: settings.x }}
          onPoint={(x, run) => !pointer.current().isPinned && pointer.set({ x, run })}
          onPin={() => pointer.set({ isPinned: !pointer.current().isPinned })}
          onZoom={onZoom}
          onPlot={(made) => {
            plot.current = made
          }}
        />
      ) : (
        <div className="plot" />
      )}
      <span className="hidden-text" aria-live="polite">
        {point.isPinned && point.x !== null ? xText(point.x, settings.x) : ''}
      </span>
    </article>
  )
}

/** Points per run: many runs share what a chart can show. */
function pointsFor(runs: readonly CurveRun[]): number {
  return Math.round(Math.max(pointsMin, Math.min(pointsMax, pointsInAll / Math.max(1, runs.length))))
}

function useCurves(metric: string, runs: CurveRun[], settings: ChartSettings, isNear: boolean) {
  const ids = runs.map((run) => run.id)
  const points = pointsFor(runs)
  const range =
    settings.x === 'step' && settings.range ? { from: settings.range.min, to: settings.range.max } : undefined
  const found = useQuery({
    queryKey: ['history', metric, ids, range, points],
    queryFn: ({ signal }) => sampledHistory(ids, metric, range, points, signal),
    enabled: isNear && ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: runs.some((run) => run.isRunning) ? liveMilliseconds : false,
    staleTime: runs.some((run) => run.isRunning) ? 0 : Infinity,
  })
  const { data } = found
  const curves = useMemo(
    () => (data ? curvesOf(runs, data, settings.x, settings.smoothing) : []),
    [runs, data, settings.x, settings.smoothing],
  )
  return { curves, error: found.isError ? found.error : undefined, retry: found.refetch }
}

/** Within 400 px of the screen; far charts free their canvas. */
function useIsNear(cell: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '400px',
    })
    observer.observe(cell.current!)
    return () => observer.disconnect()
  }, [cell])
  return isNear
}

const fileName = (metric: string) => metric.replace(/[^\w.-]+/g, '_').slice(0, 100)

function sentence(metric: string, curves: readonly Curve[]): string {
  const last = curves.map((curve) => curve.ys.at(-1) ?? NaN).filter(Number.isFinite)
  const ends = last.length > 0 ? `, last values ${Math.min(...last)} to ${Math.max(...last)}` : ''
  return `${visible(metric)}, ${plural(curves.length, 'run')}${ends}`
}

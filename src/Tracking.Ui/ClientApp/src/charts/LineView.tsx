import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import { useTheme } from '../app/theme'
import { LinePlot, type PlotActs, type PlotSettings } from './LinePlot'

interface LineViewProps extends PlotActs {
  settings: PlotSettings
  label: string
  /** Moves the rule by so many points. */
  onStep: (by: number) => void
}

/** Points, with Shift. */
const leap = 10

/** The canvas of a line chart, as large as its place. */
export function LineView({ settings, label, onStep, ...acts }: LineViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<LinePlot | null>(null)
  const latest = useRef({ settings, acts })
  const theme = useTheme()
  const drawnTheme = useRef(theme)
  useEffect(() => {
    latest.current = { settings, acts }
    plot.current?.update(settings)
  })
  // Another kind of scale is another plot.
  useEffect(() => {
    const made = new LinePlot(host.current!, latest.current.settings, {
      onPoint: (x, run) => latest.current.acts.onPoint(x, run),
      onZoom: (range, y) => latest.current.acts.onZoom(range, y),
      onPin: () => latest.current.acts.onPin(),
    })
    plot.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(host.current!)
    return () => {
      observer.disconnect()
      plot.current = null
      made.dispose()
    }
  }, [settings.scale, settings.xKind])
  useEffect(() => {
    if (drawnTheme.current === theme) return
    drawnTheme.current = theme
    plot.current?.recolor()
  }, [theme])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step !== undefined) onStep(step * (event.shiftKey ? leap : 1))
    else if (event.key === 'Enter') acts.onPin()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return <div className="plot" ref={host} role="img" aria-label={label} tabIndex={0} onKeyDown={onKeyDown} />
}

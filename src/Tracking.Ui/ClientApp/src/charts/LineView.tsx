import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import { useTheme } from '../app/theme'
import { LinePlot, type PlotActs, type PlotSettings } from './LinePlot'

interface LineViewProps extends PlotActs {
  settings: PlotSettings
  label: string
}

/** The canvas of a line chart, as large as its place. */
export function LineView({ settings, label, ...acts }: LineViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<LinePlot | null>(null)
  const latest = useRef({ settings, acts })
  const theme = useTheme()
  useEffect(() => {
    latest.current = { settings, acts }
    plot.current?.update(settings)
  })
  // Another kind of scale is another plot.
  useEffect(() => {
    const made = new LinePlot(host.current!, latest.current.settings, {
      onPoint: (x, run) => latest.current.acts.onPoint(x, run),
      onZoom: (range) => latest.current.acts.onZoom(range),
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
  }, [settings.isLog, settings.xKind])
  useEffect(() => plot.current?.recolor(), [theme])
  return <div className="plot" ref={host} role="img" aria-label={label} />
}

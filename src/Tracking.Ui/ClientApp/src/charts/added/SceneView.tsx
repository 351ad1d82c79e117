import { useEffect, useRef, type ReactNode } from 'react'
import { useTheme } from '../../app/theme'
import { colorsNow } from '../colors'
import type { Size } from '../export/figure'
import { nextOf, type Scene } from './scene'

interface SceneViewProps {
  scene: Scene
  /** What it shows, in a sentence. */
  label: string
  hot: string | null
  onHot: (run: string | null) => void
  onOpen: (run: string) => void
  children?: ReactNode
}

/** A chart of runs: the pointer or arrow keys bring a run out, a click or Enter opens it. */
export function SceneView({ scene, label, hot, onHot, onOpen, children }: SceneViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  useEffect(() => {
    const [place, sheet] = [host.current!, canvas.current!]
    const paint = () => draw(place, sheet, scene, hot)
    paint()
    const observer = new ResizeObserver(paint)
    observer.observe(place)
    return () => observer.disconnect()
  }, [scene, hot, theme])
  const at = (event: React.PointerEvent | React.MouseEvent) => {
    // Events of dialogs that belong to the chart come here too.
    if (!host.current!.contains(event.target as Node)) return null
    const { left, top } = host.current!.getBoundingClientRect()
    return scene.nearest(event.clientX - left, event.clientY - top, sizeOf(host.current!))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const next = nextOf(scene.ids, hot, event.key)
    if (next !== undefined) onHot(next)
    else if (event.key === 'Enter' && hot !== null) onOpen(hot)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className="plot scene"
      ref={host}
      role="group"
      tabIndex={0}
      aria-label={`${label}. Arrow keys go from run to run, Enter opens one.`}
      style={{ cursor: hot === null ? undefined : 'pointer' }}
      onPointerMove={(event) => onHot(at(event))}
      onPointerLeave={() => onHot(null)}
      onClick={(event) => {
        const run = event.target === canvas.current ? at(event) : null
        if (run !== null) onOpen(run)
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {children}
    </div>
  )
}

const sizeOf = (host: HTMLElement): Size => ({ width: host.clientWidth, height: host.clientHeight })

function draw(host: HTMLElement, canvas: HTMLCanvasElement, scene: Scene, hot: string | null) {
  const { width, height } = sizeOf(host)
  const ratio = devicePixelRatio
  canvas.width = width * ratio
  canvas.height = height * ratio
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  const pen = canvas.getContext('2d')
  if (!pen || width === 0 || height === 0) return
  pen.scale(ratio, ratio)
  scene.draw(pen, { width, height }, colorsNow(), hot)
}

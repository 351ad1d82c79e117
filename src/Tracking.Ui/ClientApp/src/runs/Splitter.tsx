import { useRef } from 'react'

interface SplitterProps {
  width: number
  /** While it is dragged; null once it is let go. */
  onDrag: (width: number | null) => void
  onWidth: (width: number) => void
  onReset: () => void
}

const min = 360
const chartsMin = 420
const step = 24

/** The line between table and charts: it is dragged, or moved with the arrows. */
export function Splitter({ width, onDrag, onWidth, onReset }: SplitterProps) {
  const start = useRef<{ at: number; width: number; moved: number | null } | null>(null)
  const limited = (next: number) => Math.round(Math.max(min, Math.min(window.innerWidth - chartsMin, next)))
  return (
    <div
      className="divider"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the table"
      aria-valuenow={width}
      tabIndex={0}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') onWidth(limited(width - step))
        else if (event.key === 'ArrowRight') onWidth(limited(width + step))
        else return
        event.preventDefault()
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: event.clientX, width, moved: null }
      }}
      onPointerMove={(event) => {
        const from = start.current
        if (from) onDrag((from.moved = limited(from.width + event.clientX - from.at)))
      }}
      onLostPointerCapture={() => {
        const moved = start.current?.moved ?? null
        start.current = null
        onDrag(null)
        if (moved !== null) onWidth(moved)
      }}
    />
  )
}

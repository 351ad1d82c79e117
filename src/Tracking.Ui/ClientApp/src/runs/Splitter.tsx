import { useRef } from 'react'

interface SplitterProps {
  width: number
  onWidth: (width: number) => void
  onReset: () => void
}

const min = 360
const chartsMin = 420
const step = 24

/** The line between table and charts: it is dragged, or moved with the arrows. */
export function Splitter({ width, onWidth, onReset }: SplitterProps) {
  const start = useRef<{ at: number; width: number } | null>(null)
  const set = (next: number) => onWidth(Math.round(Math.max(min, Math.min(window.innerWidth - chartsMin, next))))
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
        if (event.key === 'ArrowLeft') set(width - step)
        else if (event.key === 'ArrowRight') set(width + step)
        else return
        event.preventDefault()
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current) set(start.current.width + event.clientX - start.current.at)
      }}
      onPointerUp={() => {
        start.current = null
      }}
    />
  )
}

import { useRef, useState } from 'react'
import { Icon } from '../../ui/icons'
import { Menu } from '../../ui/Menu'
import { placed, stepped } from '../arrangement'
import type { Brush } from './kinds'
import { axisLeft, placeAt } from './parallel'
import { brushOf, type ValueAxis } from './valueAxis'

interface AxisHandlesProps {
  axes: ValueAxis[]
  brushes: Brush[]
  onAxes: (ids: string[]) => void
  onBrushes: (brushes: Brush[]) => void
  onRange: (axis: ValueAxis) => void
}

/** What lies over the axes of parallel coordinates: drag along one to keep a range, drag its name to move it. */
export function AxisHandles({ axes, brushes, onAxes, onBrushes, onRange }: AxisHandlesProps) {
  const ids = axes.map((axis) => axis.id)
  const dragged = useRef<string | null>(null)
  const without = (id: string) => brushes.filter((brush) => brush.axis !== id)
  return axes.map((axis, i) => (
    <div
      key={axis.id}
      className="axis"
      style={{ left: axisLeft(i, axes.length) }}
      onDragOver={(event) => dragged.current !== null && event.preventDefault()}
      onDrop={(event) => {
        if (dragged.current === null) return
        event.preventDefault()
        event.stopPropagation()
        onAxes(placed(ids, dragged.current, axis.id))
      }}
    >
      <span
        className="axis-name"
        title={axis.title}
        draggable
        onDragStart={(event) => {
          dragged.current = axis.id
          event.dataTransfer.setData('text/plain', axis.id)
          event.stopPropagation()
        }}
        onDragEnd={() => {
          dragged.current = null
        }}
      />
      <Menu
        trigger={
          <button type="button" className="axis-more" aria-label={`Axis ${axis.title}`}>
            <Icon name="down" size={12} />
          </button>
        }
        items={[
          { title: 'Keep only…', onSelect: () => onRange(axis) },
          {
            title: 'Keep all',
            isDisabled: without(axis.id).length === brushes.length,
            onSelect: () => onBrushes(without(axis.id)),
          },
          null,
          { title: 'Move left', isDisabled: i === 0, onSelect: () => onAxes(stepped(ids, axis.id, -1)) },
          { title: 'Move right', isDisabled: i === ids.length - 1, onSelect: () => onAxes(stepped(ids, axis.id, 1)) },
          {
            title: 'Remove',
            isDisabled: ids.length <= 2,
            onSelect: () => onAxes(ids.filter((id) => id !== axis.id)),
          },
        ]}
      />
      <Brushing axis={axis} onBrush={(brush) => onBrushes([...without(axis.id), ...(brush ? [brush] : [])])} />
    </div>
  ))
}

const leastPixels = 4

/** A drag keeps what lies within it, a click keeps all again. */
function Brushing({ axis, onBrush }: { axis: ValueAxis; onBrush: (brush: Brush | null) => void }) {
  const start = useRef<number | null>(null)
  const [band, setBand] = useState<{ top: number; height: number } | null>(null)
  const offset = (event: React.PointerEvent) => event.clientY - event.currentTarget.getBoundingClientRect().top
  const end = (event: React.PointerEvent<HTMLElement>) => {
    if (start.current === null) return
    const [from, to] = [start.current, offset(event)]
    start.current = null
    setBand(null)
    const { offsetTop, parentElement } = event.currentTarget
    const place = (y: number) => placeAt(y + offsetTop, parentElement!.clientHeight)
    onBrush(Math.abs(to - from) < leastPixels ? null : brushOf(axis, place(from), place(to)))
  }
  return (
    <div
      className="axis-track"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = offset(event)
      }}
      onPointerMove={(event) => {
        if (start.current === null) return
        event.stopPropagation()
        const to = offset(event)
        setBand({ top: Math.min(start.current, to), height: Math.abs(to - start.current) })
      }}
      onPointerUp={end}
      onPointerCancel={() => {
        start.current = null
        setBand(null)
      }}
    >
      {band && <i style={band} />}
    </div>
  )
}

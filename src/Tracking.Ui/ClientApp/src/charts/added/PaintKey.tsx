import { visible } from '../../ui/text'
import type { Paint } from './paint'

const namedMax = 12

/** What the colours stand for, beneath the chart. */
export function PaintKey({ paint }: { paint: Paint }) {
  const { axis } = paint
  if (axis === null) return null
  if (axis.kind !== 'category') {
    const [low, high] = [axis.valueAt(0), axis.valueAt(1)].map((value) => Number(value.toPrecision(4)))
    return (
      <p className="paint-key">
        <span className="ell">{axis.title}</span>
        <span>{low}</span>
        <span className="ramp" />
        <span>{high}</span>
      </p>
    )
  }
  const rest = axis.categories.length - namedMax
  return (
    <p className="paint-key">
      <span className="ell">{axis.title}</span>
      {axis.categories.slice(0, namedMax).map((text, i) => (
        <span key={text} className="row ell">
          <span className="sw" style={{ '--c': `var(--c${i + 1})` } as React.CSSProperties} />
          <bdi className="ell">{visible(text)}</bdi>
        </span>
      ))}
      {rest > 0 && <span>and {rest} more in grey</span>}
    </p>
  )
}

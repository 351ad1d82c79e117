import { Name } from '../ui/Name'
import { digitsFor, numberText } from '../ui/text'
import type { Curve } from './curves'

/** One value per run, each with its bar from zero. */
export function BarView({
  curves,
  hot,
  onHot,
}: {
  curves: Curve[]
  hot: string | null
  onHot: (run: string | null) => void
}) {
  const values = curves.map((curve) => (curve.raw ?? curve.ys).at(-1) ?? NaN)
  const finite = values.filter(Number.isFinite)
  const low = Math.min(0, ...finite)
  const span = Math.max(0, ...finite) - low || 1
  const digits = digitsFor(finite)
  return (
    <ul className="bar-chart" tabIndex={0} aria-label="One value per run" onMouseLeave={() => onHot(null)}>
      {curves.map((curve, i) => {
        const value = values[i]!
        const [from, to] = [Math.min(0, value), Math.max(0, value)]
        const left = Number.isFinite(value) ? ((from - low) / span) * 100 : 0
        const width = Number.isFinite(value) ? ((to - from) / span) * 100 : 0
        const style = { '--c': `var(--c${curve.slot})`, left: `${left}%`, width: `${width}%` } as React.CSSProperties
        return (
          <li
            key={curve.id}
            className={hot !== null && hot !== curve.id ? 'dim' : ''}
            onMouseEnter={() => onHot(curve.id)}
          >
            <span className="who">
              <Name text={curve.name} />
            </span>
            <span className="track">
              <i style={style} />
            </span>
            <span className={Number.isFinite(value) ? '' : 'warn'}>{numberText(value, digits)}</span>
          </li>
        )
      })}
    </ul>
  )
}

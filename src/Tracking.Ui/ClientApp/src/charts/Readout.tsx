import { Name } from '../ui/Name'
import { numberText } from '../ui/text'
import { indexAt, type Curve } from './curves'

interface ReadoutProps {
  curves: Curve[]
  x: number | null
  hot: string | null
}

const allUpTo = 4

/** The values under the pointer, in the header of the chart: nothing floats over the curves. */
export function Readout({ curves, x, hot }: ReadoutProps) {
  const shown = curves.length <= allUpTo ? curves : curves.filter((curve) => curve.id === hot)
  return (
    <span className="readout">
      {shown.map((curve) => {
        const at = x === null ? curve.xs.length - 1 : indexAt(curve.xs, x)
        const value = curve.ys[at]
        if (x === null && curves.length > allUpTo) return null
        return (
          <span key={curve.id} className="value">
            <span className="sw" style={{ '--c': `var(--c${curve.slot})` } as React.CSSProperties} />
            {curves.length > allUpTo && (
              <span className="mut" style={{ maxWidth: 118, minWidth: 0 }}>
                <Name text={curve.name} />
              </span>
            )}
            {value === undefined ? (
              <span className="mut">ended</span>
            ) : (
              <Figure value={value} raw={curves.length === 1 || curve.id === hot ? curve.raw?.[at] : undefined} />
            )}
          </span>
        )
      })}
    </span>
  )
}

function Figure({ value, raw }: { value: number; raw: number | undefined }) {
  return (
    <span title={raw === undefined ? String(value) : `${value} (raw ${raw})`}>
      {numberText(value)}
      {raw !== undefined && <span className="mut"> ({numberText(raw)})</span>}
    </span>
  )
}

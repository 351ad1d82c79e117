import { csvText } from '../runs/csv'
import type { Curve, XKind } from './curves'

/** What the chart shows, point by point. */
export function chartCsv(curves: readonly Curve[], x: XKind): string {
  const names = { step: 'step', relative: 'seconds', wall: 'unix_seconds' }
  const rows = curves.flatMap((curve) =>
    curve.xs.map((value, i) => [
      curve.id,
      curve.name,
      String(value),
      String((curve.raw ?? curve.ys)[i]),
      String(curve.ys[i]),
    ]),
  )
  return csvText([['run_id', 'run_name', names[x], 'value', 'shown'], ...rows])
}

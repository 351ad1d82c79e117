import { xMetricOf, type Curve, type XKind } from './curves'

const names = { step: 'step', relative: 'seconds', wall: 'unix_seconds' }

/** What the chart shows, point by point, beneath a header. */
export function chartRows(curves: readonly Curve[], x: XKind): string[][] {
  const nameOfX = xMetricOf(x) ?? names[x as keyof typeof names]
  const rows = curves.flatMap((curve) =>
    curve.xs.map((value, i) => [
      curve.id,
      curve.name,
      String(value),
      String((curve.raw ?? curve.ys)[i]),
      String(curve.ys[i]),
    ]),
  )
  return [['run_id', 'run_name', nameOfX, 'value', 'shown'], ...rows]
}

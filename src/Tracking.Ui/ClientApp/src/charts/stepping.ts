import { indexAt, type Curve } from './curves'
import type { Pointer } from './pointer'

/** So many points further along the line that is brought out, or the first; from its last point where there is none. */
export function pointStepped(
  curves: readonly Curve[],
  { x, hot }: { x: number | null; hot: string | null },
  by: number,
): Pick<Pointer, 'x' | 'run'> | null {
  const curve = curves.find(({ id }) => id === hot) ?? curves[0]
  const last = (curve?.xs.length ?? 0) - 1
  if (!curve || last < 0) return null
  const at = x === null ? last : Math.max(0, Math.min(last, indexAt(curve.xs, x) + by))
  return { x: curve.xs[at]!, run: curve.id }
}

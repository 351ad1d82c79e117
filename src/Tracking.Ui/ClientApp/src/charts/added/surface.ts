export interface Sample {
  /** 0 to 1. */
  x: number
  y: number
  value: number
}

/** Values over a square, row by row from y = 0; NaN where no run is near. */
export interface Surface {
  side: number
  values: number[]
  min: number
  max: number
}

const side = 48
const reach = 0.38
const power = 2
export const samplesMin = 4

/** Whether samples spread over both directions, so that there is a surface at all. */
export function spansArea(samples: readonly Sample[]): boolean {
  if (samples.length < samplesMin) return false
  const [a, ...rest] = samples as [Sample, ...Sample[]]
  const b = rest.find((sample) => sample.x !== a.x || sample.y !== a.y)
  if (!b) return false
  return rest.some((c) => Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) > 1e-9)
}

/**
 * The mean of the samples weighted by nearness (inverse distance): it is never outside what was measured, and exact
 * at each sample. Places far from all samples stay empty.
 */
export function surfaceOf(samples: readonly Sample[]): Surface {
  const values: number[] = []
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      values.push(valueAt(samples, (column + 0.5) / side, (row + 0.5) / side))
    }
  }
  const measured = samples.map((sample) => sample.value)
  return { side, values, min: Math.min(...measured), max: Math.max(...measured) }
}

export function valueAt(samples: readonly Sample[], x: number, y: number): number {
  let [sum, weights, nearest] = [0, 0, Infinity]
  for (const sample of samples) {
    const distance = Math.hypot(sample.x - x, sample.y - y)
    if (distance === 0) return sample.value
    const weight = 1 / distance ** (2 * power)
    sum += weight * sample.value
    weights += weight
    nearest = Math.min(nearest, distance)
  }
  return nearest <= reach ? sum / weights : NaN
}

/** Heights at which bands begin, equally far apart, from the lowest on. */
export function levelsOf({ min, max }: Pick<Surface, 'min' | 'max'>, count: number): number[] {
  if (!(max > min)) return [min]
  return Array.from({ length: count }, (_, i) => min + ((max - min) * i) / count)
}

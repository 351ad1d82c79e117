/** Least and most; 0 and 1 of nothing. */
export function extremesOf(values: readonly number[]): [number, number] {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return min <= max ? [min, max] : [0, 1]
}

const niceSteps = [1, 2, 5, 10]

/** Round values in steps of 1, 2 or 5. */
export function niceTicks(min: number, max: number, most: number): number[] {
  const rough = (max - min) / Math.max(1, most)
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = (niceSteps.find((nice) => nice * size >= rough) ?? 10) * size
  if (!Number.isFinite(step) || step <= 0) return [min]
  const ticks: number[] = []
  // Counted, not added up: sums of steps such as 0.1 drift.
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
    ticks.push(Number((i * step).toPrecision(12)))
  }
  return ticks
}

/** Powers of ten, or round values where there is less than one. */
export function decades(min: number, max: number, most: number): number[] {
  const [low, high] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)]
  if (high - low < 1) return niceTicks(min, max, most).filter((value) => value > 0)
  const every = Math.max(1, Math.ceil((high - low + 1) / Math.max(1, most)))
  const ticks: number[] = []
  for (let power = low; power <= high; power += every) ticks.push(Number(`1e${power}`))
  return ticks
}

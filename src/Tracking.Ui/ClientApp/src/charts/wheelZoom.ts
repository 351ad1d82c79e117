import type { Domain } from './curves'

const restMilliseconds = 200
const perPixel = 0.002

export interface WheelActs {
  /** What is shown, and all that there is. */
  shown: () => Domain
  whole: () => Domain
  /** The value under the pointer. */
  valueAt: (event: WheelEvent) => number
  /** Stretches what is drawn, at once. */
  onStretch: (range: Domain) => void
  /** After the wheel stood still; null = everything. */
  onZoom: (range: Domain | null) => void
}

/** With Ctrl, the wheel zooms around the pointer; gives back how to leave it. */
export function zoomByWheel(element: HTMLElement, acts: WheelActs): () => void {
  let timer = 0
  const turned = (event: WheelEvent) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    const whole = acts.whole()
    const range = within(scaled(acts.shown(), acts.valueAt(event), Math.exp(event.deltaY * perPixel)), whole)
    acts.onStretch(range)
    clearTimeout(timer)
    timer = window.setTimeout(
      () => acts.onZoom(range.min <= whole.min && range.max >= whole.max ? null : range),
      restMilliseconds,
    )
  }
  element.addEventListener('wheel', turned, { passive: false })
  return () => {
    clearTimeout(timer)
    element.removeEventListener('wheel', turned)
  }
}

/** The same place stays under the pointer. */
export const scaled = ({ min, max }: Domain, around: number, factor: number): Domain => ({
  min: around - (around - min) * factor,
  max: around + (max - around) * factor,
})

export const within = ({ min, max }: Domain, whole: Domain): Domain => ({
  min: Math.max(min, whole.min),
  max: Math.min(max, whole.max),
})

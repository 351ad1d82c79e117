/** Of the slots, which keep their hue in both themes. */
export const colorNames = [
  ...['indigo', 'rust', 'cyan', 'crimson', 'violet', 'lime'],
  ...['plum', 'slate', 'pink', 'green', 'ochre', 'tan'],
]

export const slots = colorNames.length

/** Dashes of the second and third run that share a colour. */
const dashes: (number[] | undefined)[] = [undefined, [5, 3], [1, 3]]

export interface Stroke {
  /** 1 to 12: the token `--c1` and so on. */
  slot: number
  dash: number[] | undefined
}

/** Each run's own colour, or the next that is free; adding runs recolours none that was there before. */
export function strokesFor(runs: readonly { id: string; color: string | undefined }[]): Map<string, Stroke> {
  const strokes = new Map<string, Stroke>()
  const taken = new Map<number, number>()
  for (const run of runs) {
    const wanted = chosenSlot(run.color) ?? (hash(run.id) % slots) + 1
    const slot = chosenSlot(run.color) ?? leastTaken(wanted, taken)
    const turn = taken.get(slot) ?? 0
    taken.set(slot, turn + 1)
    strokes.set(run.id, { slot, dash: dashes[Math.min(turn, dashes.length - 1)] })
  }
  return strokes
}

export const colorTag = 'tracking.color'

function chosenSlot(color: string | undefined): number | null {
  const slot = Number(color)
  return Number.isInteger(slot) && slot >= 1 && slot <= slots ? slot : null
}

function leastTaken(wanted: number, taken: Map<number, number>): number {
  let best = wanted
  for (let i = 0; i < slots; i++) {
    const slot = ((wanted - 1 + i) % slots) + 1
    if ((taken.get(slot) ?? 0) < (taken.get(best) ?? 0)) best = slot
  }
  return best
}

/** FNV-1a: the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

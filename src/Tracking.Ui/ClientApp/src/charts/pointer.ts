/** Where the pointer is in x, for all charts that share it, and which run is brought out. */
export interface Pointer {
  x: number | null
  /** What is along that x, such as `step`. */
  axis: string
  run: string | null
  /** Stays until Escape. */
  isPinned: boolean
}

type Listener = () => void

let current: Pointer = { x: null, axis: 'step', run: null, isPinned: false }
const listeners = new Set<Listener>()

export const pointer = {
  current: () => current,
  subscribe: (listener: Listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  set: (change: Partial<Pointer>) => {
    const next = { ...current, ...change }
    if ((Object.keys(next) as (keyof Pointer)[]).every((key) => next[key] === current[key])) return
    current = next
    for (const listener of listeners) listener()
  },
}

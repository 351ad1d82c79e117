/** Does something once nothing else is to be done; gives back how to leave it. Safari has no such callback. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act)
  return () => cancelIdleCallback(handle)
}

/** The same, but not for so many milliseconds: a browser is idle, too, while it waits for what one looks at. */
export function whenIdleAfter(milliseconds: number, act: () => void): () => void {
  let leave = () => {}
  const timer = setTimeout(() => (leave = whenIdle(act)), milliseconds)
  return () => {
    clearTimeout(timer)
    leave()
  }
}

/** What one looks at, and the first that one does with it, come before all else for so long. */
const settledMilliseconds = 1000

/** Does what nobody waits for. */
export const whenSettled = (act: () => void): (() => void) => whenIdleAfter(settledMilliseconds, act)

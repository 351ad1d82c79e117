/** In the order that somebody gave: those named come first, the others as they come by themselves. */
export function arranged(natural: readonly string[], order: readonly string[]): string[] {
  const there = new Set(natural)
  const named = [...new Set(order)].filter((key) => there.has(key))
  const taken = new Set(named)
  return [...named, ...natural.filter((key) => !taken.has(key))]
}

/** The shortest beginning that says all of an order: what follows comes by itself. */
export function shortOrder(natural: readonly string[], order: readonly string[]): string[] {
  for (let length = 0; length < order.length; length++) {
    const start = order.slice(0, length)
    if (arranged(natural, start).every((key, i) => key === order[i])) return start
  }
  return [...order]
}

/** One takes the place of the other; those between make room. */
export function placed(keys: readonly string[], key: string, target: string): string[] {
  const [from, to] = [keys.indexOf(key), keys.indexOf(target)]
  if (from < 0 || to < 0) return [...keys]
  const next = [...keys]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** Moved by so many places, as far as there are any. */
export function stepped(keys: readonly string[], key: string, by: number): string[] {
  const target = keys[Math.max(0, Math.min(keys.length - 1, keys.indexOf(key) + by))]
  return target === undefined ? [...keys] : placed(keys, key, target)
}

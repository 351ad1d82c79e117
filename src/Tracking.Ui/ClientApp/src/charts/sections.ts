export interface Section {
  name: string
  keys: string[]
}

const natural = new Intl.Collator('en', { numeric: true })

/** Metrics by what stands before the first slash; `system` comes last. */
export function sectionsOf(metrics: readonly string[], text: string): Section[] {
  const wanted = text.toLowerCase()
  const sections = new Map<string, string[]>()
  for (const key of metrics) {
    if (!key.toLowerCase().includes(wanted)) continue
    const slash = key.indexOf('/')
    const name = slash > 0 ? key.slice(0, slash) : 'metrics'
    sections.set(name, [...(sections.get(name) ?? []), key])
  }
  return [...sections]
    .map(([name, keys]) => ({ name, keys: keys.sort(natural.compare) }))
    .sort((a, b) => Number(a.name === 'system') - Number(b.name === 'system') || natural.compare(a.name, b.name))
}

/** A view of an experiment's runs that somebody named. It is kept in tags of the experiment, so that it goes with it. */
export interface SavedView {
  id: string
  name: string
  /** The query of its URL. */
  state: string
  /** When it was kept, in milliseconds, where nobody named it. */
  time?: number
}

const prefix = 'tracking.view.'

/** Of a tag's value; stock servers take no longer ones. */
const partLength = 5000

/** Not part of what a view is: what is selected, and which view it is. */
const passing = ['sel', 'v']

/** The part of a URL's query that a view keeps, in one order, so that equal views are equal texts. */
export function viewStateOf(query: URLSearchParams): string {
  const kept = new URLSearchParams([...query].filter(([key, value]) => !passing.includes(key) && value !== ''))
  kept.sort()
  return kept.toString()
}

/** The tags that hold the view: one, or several parts where it is long. */
export function tagsOfView(view: SavedView): Record<string, string> {
  const letters = Array.from(JSON.stringify({ name: view.name, state: view.state, time: view.time }))
  const tags: Record<string, string> = {}
  for (let part = 0; part * partLength < letters.length; part++) {
    const key = part === 0 ? prefix + view.id : `${prefix}${view.id}.${part}`
    tags[key] = letters.slice(part * partLength, (part + 1) * partLength).join('')
  }
  return tags
}

/** The views in an experiment's tags by name; what somebody else wrote there and is none is left out. */
export function viewsOf(tags: Record<string, string>): SavedView[] {
  const views: SavedView[] = []
  for (const [key, first] of Object.entries(tags)) {
    const id = key.slice(prefix.length)
    if (!key.startsWith(prefix) || id === '' || id.includes('.')) continue
    const view = viewIn(id, first + laterParts(tags, id))
    if (view) views.push(view)
  }
  return views.sort((a, b) => a.name.localeCompare(b.name))
}

/** The keys of every tag that a view may have, also of parts that it no longer needs. */
export const keysOfView = (tags: Record<string, string>, id: string): string[] =>
  Object.keys(tags).filter((key) => key === prefix + id || key.startsWith(`${prefix}${id}.`))

function laterParts(tags: Record<string, string>, id: string): string {
  let text = ''
  for (let part = 1; ; part++) {
    const value = tags[`${prefix}${id}.${part}`]
    if (value === undefined) return text
    text += value
  }
}

function viewIn(id: string, text: string): SavedView | undefined {
  try {
    const { name, state, time } = JSON.parse(text) as Partial<SavedView>
    if (typeof name !== 'string' || typeof state !== 'string') return undefined
    return { id, name, state, ...(typeof time === 'number' && { time }) }
  } catch {
    return undefined
  }
}

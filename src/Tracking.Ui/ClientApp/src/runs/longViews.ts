import { messageOf } from '../api/client'
import { deleteExperimentTag, setExperimentTag } from '../api/experiments'
import { idPrefix, type LongStates } from '../app/longStates'
import { toast } from '../app/toasts'
import { keysOfView, tagsOfView, viewsOf } from './savedViews'

/** A state that lasts so long is kept; those between are steps on the way. */
const restMilliseconds = 1000

/** The oldest make room for new ones. */
const viewsMax = 50

/** Views without a name, which are kept with an experiment because their addresses would be too long. */
export class LongViews implements LongStates {
  private static readonly known = new Map<string, LongViews>()

  private readonly states = new Map<string, string>()
  private tags: Record<string, string> = {}
  private timer: ReturnType<typeof setTimeout> | undefined

  private constructor(private readonly experiment: string) {}

  /** The one of an experiment, which knows what these tags of it hold. */
  static of(experiment: string, tags: Record<string, string> = {}): LongViews {
    const views = LongViews.known.get(experiment) ?? new LongViews(experiment)
    LongViews.known.set(experiment, views)
    views.tags = { ...views.tags, ...tags }
    for (const view of viewsOf(tags)) if (view.id.startsWith(idPrefix)) views.states.set(view.id, view.state)
    return views
  }

  readonly find = (id: string) => this.states.get(id)

  readonly keep = (state: string) => {
    const id = idPrefix + hashOf(state)
    clearTimeout(this.timer)
    if (!(`tracking.view.${id}` in this.tags)) {
      this.timer = setTimeout(() => void this.save(id, state).catch(tell), restMilliseconds)
    }
    this.states.set(id, state)
    return id
  }

  private async save(id: string, state: string) {
    const kept = tagsOfView({ id, name: '', state, time: Date.now() })
    for (const [key, value] of Object.entries(kept)) await setExperimentTag(this.experiment, key, value)
    this.tags = { ...this.tags, ...kept }
    const views = viewsOf(this.tags).filter((view) => view.id.startsWith(idPrefix))
    const old = views.sort((a, b) => (b.time ?? 0) - (a.time ?? 0)).slice(viewsMax)
    for (const key of old.flatMap((view) => keysOfView(this.tags, view.id))) {
      await deleteExperimentTag(this.experiment, key)
      this.tags = Object.fromEntries(Object.entries(this.tags).filter(([other]) => other !== key))
    }
  }
}

const tell = (error: unknown) =>
  toast({ text: `This address works only in this window: ${messageOf(error)}`, isError: true })

/** Two FNV-1a hashes, of the text and of the text backwards: equal states have one id. */
function hashOf(text: string): string {
  let [on, back] = [0x811c9dc5, 0x811c9dc5]
  for (let i = 0; i < text.length; i++) {
    on = Math.imul(on ^ text.charCodeAt(i), 0x01000193) >>> 0
    back = Math.imul(back ^ text.charCodeAt(text.length - 1 - i), 0x01000193) >>> 0
  }
  return [on, back].map((part) => part.toString(16).padStart(8, '0')).join('')
}

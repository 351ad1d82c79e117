import { useCallback, useEffect, useMemo } from 'react'
import { deleteExperimentTag, setExperimentTag, type Experiment } from '../api/experiments'
import { useUrlState } from '../app/urlState'
import { useExperimentsChanged } from '../experiments/useExperiments'
import { keysOfView, tagsOfView, viewStateOf, viewsOf, type SavedView } from './savedViews'

export interface SavedViews {
  views: SavedView[]
  /** The one that the URL names. */
  current: SavedView | undefined
  isEdited: boolean
  open: (view: SavedView) => void
  /** Keeps what is shown now, as a new view where none is given. */
  save: (name: string, view?: SavedView) => Promise<void>
  remove: (view: SavedView) => Promise<void>
}

const idBytes = 6

/** The named views of an experiment. A URL with nothing but a view's id shows that view. */
export function useSavedViews(experiment: Experiment): SavedViews {
  const { query, go: goTo } = useUrlState()
  const changed = useExperimentsChanged()
  const { id, tags } = experiment
  const views = useMemo(() => viewsOf(tags).filter((view) => view.name !== ''), [tags])
  const current = views.find((view) => view.id === query.get('v'))
  const state = viewStateOf(query)
  const go = useCallback(
    (view: SavedView, replace: boolean) => goTo(addressOf(view), !replace),
    [goTo],
  )
  useEffect(() => {
    if (current && state === '' && current.state !== '') go(current, true)
  }, [current, state, go])
  const save = async (name: string, view?: SavedView) => {
    const kept = { id: view?.id ?? newId(), name, state }
    const next = tagsOfView(kept)
    for (const [key, value] of Object.entries(next)) await setExperimentTag(id, key, value)
    for (const key of keysOfView(tags, kept.id)) if (!(key in next)) await deleteExperimentTag(id, key)
    await changed()
    go(kept, true)
  }
  const remove = async (view: SavedView) => {
    for (const key of keysOfView(tags, view.id)) await deleteExperimentTag(id, key)
    await changed()
  }
  return {
    views,
    current,
    isEdited: current !== undefined && current.state !== state,
    open: (view) => go(view, false),
    save,
    remove,
  }
}

function addressOf(view: SavedView): string {
  const query = new URLSearchParams(view.state)
  query.set('v', view.id)
  return query.toString()
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(idBytes))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

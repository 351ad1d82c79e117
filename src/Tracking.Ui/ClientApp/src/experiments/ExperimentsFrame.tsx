import type { Life } from '../api/experiments'
import { Button } from '../ui/Button'

interface HeadProps {
  /** Null while it is not known. */
  count: number | null
  life: Life
  chosen: number
  onLife: () => void
  onCompare: () => void
  onNew: () => void
}

export function ExperimentsHead({ count, life, chosen, onLife, onCompare, onNew }: HeadProps) {
  return (
    <div className="head">
      <div className="crumb">
        <h1>{life === 'deleted' ? 'Deleted experiments' : 'Experiments'}</h1>
        <span>{count}</span>
      </div>
      <span className="grow" />
      <Button kind="quiet" aria-pressed={life === 'deleted'} onClick={onLife}>
        {life === 'deleted' ? 'Back to active' : 'Deleted'}
      </Button>
      <Button className="hide-s" disabled={chosen < 2} onClick={onCompare}>
        Compare <span className="note">{chosen < 2 ? 'select 2 or more' : chosen}</span>
      </Button>
      <Button kind="primary" onClick={onNew}>
        New experiment
      </Button>
    </div>
  )
}

export function ExperimentsFoot({ chosen, life, onRemove }: { chosen: number; life: Life; onRemove: () => void }) {
  if (chosen > 0) {
    return (
      <div className="foot">
        <span className="strong">{chosen} selected</span>
        <Button onClick={onRemove}>{life === 'active' ? 'Delete' : 'Restore'}</Button>
      </div>
    )
  }
  return (
    <div className="foot hide-s">
      <span>
        <kbd>J</kbd> <kbd>K</kbd> move · <kbd>↵</kbd> open · <kbd>X</kbd> select · <kbd>F2</kbd> rename · <kbd>?</kbd>{' '}
        all keys
      </span>
    </div>
  )
}

import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCommands } from '../app/commands'
import { comparedMax } from '../compare/limits'
import { Button } from '../ui/Button'
import { TagDialog } from '../ui/Tags'
import { countText, plural } from '../ui/text'
import type { Bulk } from './useBulk'
import type { RunsModel } from './useRunsModel'

interface SelectionFootProps {
  model: RunsModel
  bulk: Bulk
  onSelectAll: () => void
  onHide: (ids: string[]) => void
  onColor: () => void
}

/** What can be done to the selected runs. It takes the place of the foot: nothing moves. */
export function SelectionFoot({ model, bulk, onSelectAll, onHide, onColor }: SelectionFootProps) {
  const { selectedRuns: runs, selectedCount: count, hasAll, view, state } = model
  const [, navigate] = useLocation()
  const [isTagging, setTagging] = useState(false)
  const note = plural(count, 'run')
  const canCompare = count >= 2 && count <= comparedMax
  const compare = () => canCompare && navigate(`/compare?runs=${runs.map((run) => run.id).join(',')}`)
  const hide = () => onHide(runs.map((run) => run.id))
  const moves = view.life === 'active' ? 'Delete' : 'Restore'
  useCommands([
    { id: 'compare', title: 'Compare the selected runs', group: 'Actions', keys: 'c', note, run: compare },
    { id: 'tag', title: 'Tag the selected runs', group: 'Actions', keys: 't', note, run: () => setTagging(true) },
    { id: 'color', title: 'Colour of the selected runs', group: 'Actions', note, run: onColor },
    { id: 'hide', title: 'Hide or show the selected runs in charts', group: 'Actions', keys: 'h', note, run: hide },
    { id: 'csv', title: 'Save the selected runs as CSV', group: 'Actions', note, run: bulk.csv },
    { id: 'delete', title: `${moves} the selected runs`, group: 'Actions', keys: 'Backspace', note, run: bulk.move },
  ])
  return (
    <div className="foot">
      <span className="strong" role="status">
        {bulk.progress ?? (hasAll ? `All ${countText(count)} selected` : `${countText(count)} selected`)}
      </span>
      <Button
        disabled={!canCompare}
        title={count > comparedMax ? `At most ${comparedMax} runs are compared at once.` : undefined}
        onClick={compare}
      >
        Compare <kbd className="hide-s">C</kbd>
      </Button>
      <Button onClick={() => setTagging(true)}>
        Tag <kbd className="hide-s">T</kbd>
      </Button>
      <Button className="hide-s" onClick={onColor}>
        Colour
      </Button>
      <Button className="hide-s" onClick={hide}>
        Hide <kbd>H</kbd>
      </Button>
      <Button className="hide-s" onClick={bulk.csv}>
        CSV
      </Button>
      <Button kind={view.life === 'active' ? 'danger' : 'plain'} onClick={bulk.move}>
        {moves}
      </Button>
      {!hasAll && count < (state.total ?? count + 1) && (
        <button type="button" className="link hide-s" onClick={onSelectAll}>
          Select all {state.total === null ? 'that match' : countText(state.total)}
        </button>
      )}
      {isTagging && (
        <TagDialog
          title={`Tag ${note}`}
          tags={[]}
          onClose={() => setTagging(false)}
          onSet={(key, value) => bulk.tag(key, value)}
        />
      )}
    </div>
  )
}

import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { Button } from '../ui/Button'
import { TagDialog } from '../ui/Tags'
import { plural } from '../ui/text'
import { moveRuns, tagRuns } from './bulk'
import { csvOf, saveFile } from './csv'
import type { ColumnId } from './columns'
import type { RunFeed } from './runFeed'

interface SelectionFootProps {
  feed: RunFeed
  runs: Run[]
  /** How many the filter matches, as far as is known. */
  all: Run[]
  life: 'active' | 'deleted'
  columns: ColumnId[]
  onSelect: (ids: string[]) => void
  onHide: (ids: string[]) => void
}

/** What can be done to the selected runs. It takes the place of the foot: nothing moves. */
export function SelectionFoot({ feed, runs, all, life, columns, onSelect, onHide }: SelectionFootProps) {
  const [, navigate] = useLocation()
  const [isTagging, setTagging] = useState(false)
  const [progress, setProgress] = useState<string | null>(null)
  const note = plural(runs.length, 'run')
  const compare = () => navigate(`/compare?runs=${runs.map((run) => run.id).join(',')}`)
  const move = () => {
    onSelect([])
    void moveRuns(feed, runs, life === 'active' ? 'deleted' : 'active', setProgress)
  }
  const csv = () => saveFile('runs.csv', 'text/csv', csvOf(runs, columns))
  const hide = () => onHide(runs.map((run) => run.id))
  useCommands([
    { id: 'compare', title: 'Compare the selected runs', group: 'Actions', keys: 'c', note, run: compare },
    { id: 'tag', title: 'Tag the selected runs', group: 'Actions', keys: 't', note, run: () => setTagging(true) },
    { id: 'hide', title: 'Hide or show the selected runs in charts', group: 'Actions', keys: 'h', note, run: hide },
    { id: 'csv', title: 'Save the selected runs as CSV', group: 'Actions', note, run: csv },
    {
      id: 'delete',
      title: 'Delete or restore the selected runs',
      group: 'Actions',
      keys: 'Backspace',
      note,
      run: move,
    },
  ])
  return (
    <div className="foot">
      <span className="strong">{progress ?? `${runs.length} selected`}</span>
      <Button disabled={runs.length < 2} onClick={compare}>
        Compare <kbd className="hide-s">C</kbd>
      </Button>
      <Button onClick={() => setTagging(true)}>
        Tag <kbd className="hide-s">T</kbd>
      </Button>
      <Button className="hide-s" onClick={hide}>
        Hide <kbd>H</kbd>
      </Button>
      <Button className="hide-s" onClick={csv}>
        CSV
      </Button>
      <Button kind={life === 'active' ? 'danger' : 'plain'} onClick={move}>
        {life === 'active' ? 'Delete' : 'Restore'}
      </Button>
      {runs.length < all.length && (
        <button type="button" className="link hide-s" onClick={() => onSelect(all.map((run) => run.id))}>
          Select all {all.length}
        </button>
      )}
      {isTagging && (
        <TagDialog
          title={`Tag ${note}`}
          tags={[]}
          onClose={() => setTagging(false)}
          onSet={(key, value) => tagRuns(feed, runs, { key, value }, setProgress)}
        />
      )}
    </div>
  )
}

import { useState } from 'react'
import { useCommands, type Command } from '../app/commands'
import { Button, Segmented } from '../ui/Button'
import { plural } from '../ui/text'
import { ColumnPicker } from './ColumnPicker'
import { GroupMenu } from './GroupMenu'
import { QueryBar } from './QueryBar'
import type { FeedState } from './runFeed'
import type { useLayout } from './useLayout'
import type { RunsModel } from './useRunsModel'

/** The query and what decides how its runs are shown. */
export function RunsBar({ model, layout }: { model: RunsModel; layout: ReturnType<typeof useLayout> }) {
  const { view, change, state, runs, keys, columns, refusal } = model
  const [overlay, setOverlay] = useState<'columns' | 'group' | null>(null)
  const toggleLife = () => change({ life: view.life === 'active' ? 'deleted' : 'active', selected: [] })
  useCommands([
    { id: 'columns', title: 'Choose columns', group: 'View', keys: 'l', run: () => setOverlay('columns') },
    { id: 'group', title: 'Group runs', group: 'View', keys: 'b', run: () => setOverlay('group') },
    ...layout.parts.map(
      ([part, title], i): Command => ({
        id: `layout ${part}`,
        title: `Show as ${title.toLowerCase()}`,
        group: 'View',
        keys: `v ${i + 1}`,
        run: () => change({ layout: part }),
      }),
    ),
    { id: 'deleted', title: 'Show deleted or active runs', group: 'View', run: toggleLife },
  ])
  const overlayOf = (which: 'columns' | 'group') => ({
    isOpen: overlay === which,
    onOpen: (isOpen: boolean) => setOverlay(isOpen ? which : null),
  })
  const isFirst = state.isLoading && runs.length === 0
  return (
    <div className="bar wrap-s">
      <QueryBar
        text={view.filter}
        problem={refusal}
        hasResult={!isFirst}
        result={
          isFirst
            ? ''
            : `${foundText(state)} · ${Math.round(state.milliseconds)} ms`
        }
        keys={keys}
        runs={runs}
        onChange={(filter) => change({ filter })}
      />
      <Segmented
        label="Layout"
        value={layout.shown}
        parts={layout.parts}
        onChange={(part) => change({ layout: part })}
      />
      <GroupMenu
        {...overlayOf('group')}
        trigger={
          <Button kind="quiet" icon="group" className="hide-s">
            Group {view.groupBy.length > 0 && <span className="note">{view.groupBy.length}</span>}
          </Button>
        }
        keys={keys}
        groupBy={view.groupBy}
        aggregate={view.aggregate}
        onChange={change}
      />
      <ColumnPicker
        {...overlayOf('columns')}
        trigger={
          <Button kind="quiet" icon="columns" className="hide-s">
            Columns{' '}
            <span className="note">
              {columns.length} of {keys.length + 1}
            </span>
          </Button>
        }
        keys={keys}
        columns={columns}
        onChange={(chosen) => change({ columns: chosen })}
        onReset={() => change({ columns: [] })}
      />
    </div>
  )
}

/** How many runs match, or are known to. */
const foundText = ({ runs, total }: FeedState) =>
  total === null ? `${plural(runs.length, 'run')} so far` : plural(total, 'run')

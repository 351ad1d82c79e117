import { useState } from 'react'
import { deleteRunTag, setRunTag } from '../api/runs'
import { noteTag } from '../api/experiments'
import { useCommands } from '../app/commands'
import { Button } from '../ui/Button'
import { Note, NoteDialog } from '../ui/Note'
import { ownTags, TagChips, TagDialog } from '../ui/Tags'
import { Children } from './Children'
import { Datasets } from './Datasets'
import { Details } from './Details'
import { MetricTable } from './MetricTable'
import { Models } from './Models'
import { ParamTable } from './ParamTable'
import type { RunTabProps } from './tabs'

export function OverviewTab({ run, onChanged }: RunTabProps) {
  const [dialog, setDialog] = useState<'note' | 'tags' | null>(null)
  const note = run.tags[noteTag]
  const tags = ownTags(run.tags)
  useCommands([
    { id: 'note', title: 'Edit the note', group: 'Actions', keys: 'e', run: () => setDialog('note') },
    { id: 'tags', title: 'Change tags', group: 'Actions', keys: 't', run: () => setDialog('tags') },
  ])
  return (
    <div className="doc" tabIndex={0} role="region" aria-label="Overview">
      <div className="main">
        <MetricTable run={run} />
        <ParamTable run={run} />
      </div>
      <aside>
        <div className="blk">
          <h2>
            Note
            <Button kind="small quiet" className="end" onClick={() => setDialog('note')}>
              Edit <kbd>E</kbd>
            </Button>
          </h2>
          {note ? <Note text={note} /> : <p className="mut">None.</p>}
        </div>
        <Details run={run} />
        <Children run={run} />
        <Models run={run} />
        <Datasets run={run} />
        <div className="blk">
          <h2>
            Tags
            <Button kind="small quiet" className="end" onClick={() => setDialog('tags')}>
              Change <kbd>T</kbd>
            </Button>
          </h2>
          {tags.length > 0 ? (
            <div className="row wrap">
              <TagChips tags={tags} limit={200} />
            </div>
          ) : (
            <p className="mut">None.</p>
          )}
        </div>
      </aside>
      {dialog === 'note' && (
        <NoteDialog
          title="Note"
          text={note ?? ''}
          onClose={() => setDialog(null)}
          onSave={(text) => setRunTag(run.id, noteTag, text).then(onChanged)}
        />
      )}
      {dialog === 'tags' && (
        <TagDialog
          title="Tags of the run"
          tags={tags}
          onClose={() => setDialog(null)}
          onSet={(key, value) => setRunTag(run.id, key, value).then(onChanged)}
          onDelete={(key) => deleteRunTag(run.id, key).then(onChanged)}
        />
      )}
    </div>
  )
}

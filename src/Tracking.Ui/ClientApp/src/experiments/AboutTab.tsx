import { noteTag, type Experiment } from '../api/experiments'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Note } from '../ui/Note'
import { ownTags, TagChips } from '../ui/Tags'
import { Message } from '../ui/states'
import { momentText, visible } from '../ui/text'
import type { ExperimentAct } from './ExperimentDialogs'

export function AboutTab({
  experiment,
  onAct,
}: {
  experiment: Experiment
  onAct: (act: ExperimentAct['kind']) => void
}) {
  const note = experiment.tags[noteTag]
  const tags = ownTags(experiment.tags)
  return (
    <div className="doc" style={{ borderTop: '1px solid var(--line)' }} tabIndex={0} role="region" aria-label="About">
      <div className="main">
        <div className="blk">
          <h2>
            Description
            <Button kind="small" className="end" onClick={() => onAct('describe')}>
              Edit <kbd>E</kbd>
            </Button>
          </h2>
          {note ? <Note text={note} /> : <Message title="What is this experiment about? Markdown is understood." />}
        </div>
      </div>
      <aside>
        <div className="blk">
          <h2>Details</h2>
          <dl className="kv">
            <dt>Id</dt>
            <dd className="row mono">
              {experiment.id} <CopyButton text={experiment.id} label="Copy id" />
            </dd>
            <dt>Created</dt>
            <dd>{momentText(experiment.created)}</dd>
            <dt>Changed</dt>
            <dd>{momentText(experiment.updated)}</dd>
            <dt>Artifacts</dt>
            <dd className="mono" title={visible(experiment.artifacts)}>
              {visible(experiment.artifacts)}
            </dd>
          </dl>
        </div>
        <div className="blk">
          <h2>
            Tags
            <Button kind="small" className="end" onClick={() => onAct('tags')}>
              Change
            </Button>
          </h2>
          {tags.length > 0 ? <TagChips tags={tags} limit={100} /> : <p className="mut">None.</p>}
        </div>
      </aside>
    </div>
  )
}

import type { RegisteredModel } from '../api/registry'
import { Button } from '../ui/Button'
import { Note } from '../ui/Note'
import { ownTags, TagChips } from '../ui/Tags'
import { momentText, visible } from '../ui/text'

interface ModelAsideProps {
  model: RegisteredModel
  onEdit: (what: 'note' | 'tags') => void
  onDropAlias: (alias: string, holder: string) => void
}

export function ModelAside({ model, onEdit, onDropAlias }: ModelAsideProps) {
  return (
    <aside>
      <div className="blk">
        <h2>
          Description
          <Button kind="small quiet" className="end" onClick={() => onEdit('note')}>
            Edit <kbd>E</kbd>
          </Button>
        </h2>
        {model.description ? <Note text={model.description} /> : <p className="mut">None.</p>}
      </div>
      <div className="blk">
        <h2>Aliases</h2>
        {model.aliases.length === 0 && <p className="mut">None.</p>}
        {model.aliases.map(({ alias, version }) => (
          <p key={alias} className="row">
            <span className="alias">@{visible(alias)}</span> version {version}
            <Button
              kind="small quiet"
              className="end"
              icon="close"
              label={`Remove @${visible(alias)}`}
              onClick={() => onDropAlias(alias, version)}
            />
          </p>
        ))}
      </div>
      <div className="blk">
        <h2>
          Tags
          <Button kind="small quiet" className="end" onClick={() => onEdit('tags')}>
            Change
          </Button>
        </h2>
        {ownTags(model.tags).length > 0 ? (
          <TagChips tags={ownTags(model.tags)} limit={100} />
        ) : (
          <p className="mut">None.</p>
        )}
      </div>
      <div className="blk">
        <h2>Details</h2>
        <p className="mut">Created {momentText(model.created)}</p>
      </div>
    </aside>
  )
}

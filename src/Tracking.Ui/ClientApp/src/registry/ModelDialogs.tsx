import {
  deleteModelTag,
  describeModel,
  describeVersion,
  setModelTag,
  type ModelVersion,
  type RegisteredModel,
} from '../api/registry'
import { NoteDialog } from '../ui/Note'
import { ownTags, TagDialog } from '../ui/Tags'
import { AliasDialog } from './AliasDialog'

export type ModelOverlay = { kind: 'note' | 'tags' } | { kind: 'alias' | 'version note'; version: ModelVersion }

interface ModelDialogsProps {
  overlay: ModelOverlay
  model: RegisteredModel
  versions: ModelVersion[]
  onClose: () => void
  onChanged: () => Promise<unknown>
}

export function ModelDialogs({ overlay, model, versions, onClose, onChanged }: ModelDialogsProps) {
  const { name } = model
  switch (overlay.kind) {
    case 'note':
      return (
        <NoteDialog
          title="Description"
          text={model.description}
          onClose={onClose}
          onSave={(text) => describeModel(name, text).then(onChanged)}
        />
      )
    case 'tags':
      return (
        <TagDialog
          title="Tags of the model"
          tags={ownTags(model.tags)}
          onClose={onClose}
          onSet={(key, value) => setModelTag(name, key, value).then(onChanged)}
          onDelete={(key) => deleteModelTag(name, key).then(onChanged)}
        />
      )
    case 'version note':
      return (
        <NoteDialog
          title={`Description of version ${overlay.version.version}`}
          text={overlay.version.description}
          onClose={onClose}
          onSave={(text) => describeVersion(name, overlay.version.version, text).then(onChanged)}
        />
      )
    case 'alias':
      return (
        <AliasDialog
          versions={versions}
          to={overlay.version}
          aliases={model.aliases.map((one) => one.alias)}
          onClose={onClose}
          onChanged={onChanged}
        />
      )
  }
}

import { useQuery } from '@tanstack/react-query'
import {
  deleteModelTag,
  describeModel,
  describeVersion,
  deleteVersionTag,
  getVersion,
  setModelTag,
  setVersionTag,
  type ModelVersion,
  type RegisteredModel,
} from '../api/registry'
import { NoteDialog } from '../ui/Note'
import { ownTags, TagDialog } from '../ui/Tags'
import { AliasDialog } from './AliasDialog'
import { DeleteDialog } from './DeleteDialog'
import { StageDialog } from './StageDialog'

export type ModelOverlay =
  | { kind: 'note' | 'tags' | 'delete model' }
  | { kind: 'alias' | 'version note' | 'version tags' | 'stage' | 'delete'; version: ModelVersion }

interface ModelDialogsProps {
  overlay: ModelOverlay
  model: RegisteredModel
  versions: ModelVersion[]
  onClose: () => void
  onChanged: () => Promise<unknown>
  /** What the overlay is about is gone. */
  onDeleted: () => void
}

export function ModelDialogs({ overlay, model, versions, onClose, onChanged, onDeleted }: ModelDialogsProps) {
  const { name } = model
  const common = { onClose, onChanged }
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
    case 'version tags':
      return <VersionTags version={overlay.version} {...common} />
    case 'stage':
      return <StageDialog version={overlay.version} versions={versions} {...common} />
    case 'delete':
      return <DeleteDialog model={model} version={overlay.version} {...common} onDeleted={onDeleted} />
    case 'delete model':
      return <DeleteDialog model={model} {...common} onDeleted={onDeleted} />
    case 'alias':
      return (
        <AliasDialog
          versions={versions}
          to={overlay.version}
          aliases={model.aliases.map((one) => one.alias)}
          {...common}
        />
      )
  }
}

interface VersionTagsProps {
  version: ModelVersion
  onClose: () => void
  onChanged: () => Promise<unknown>
}

/** Asks for the version itself, so that what was changed shows while the dialog is open. */
function VersionTags({ version, onClose, onChanged }: VersionTagsProps) {
  const { model, version: number } = version
  const { data: shown } = useQuery({
    queryKey: ['version', model, number],
    queryFn: ({ signal }) => getVersion(model, number, signal),
    initialData: version,
  })
  return (
    <TagDialog
      title={`Tags of version ${number}`}
      tags={ownTags(shown.tags)}
      onClose={onClose}
      onSet={(key, value) => setVersionTag(model, number, key, value).then(onChanged)}
      onDelete={(key) => deleteVersionTag(model, number, key).then(onChanged)}
    />
  )
}

import { deleteExperimentTag, noteTag, renameExperiment, setExperimentTag, type Experiment } from '../api/experiments'
import { NoteDialog } from '../ui/Note'
import { ownTags, TagDialog } from '../ui/Tags'
import { TextDialog } from '../ui/TextDialog'

export interface ExperimentAct {
  kind: 'rename' | 'describe' | 'tags'
  experiment: Experiment
}

interface ExperimentDialogsProps {
  act: ExperimentAct
  onClose: () => void
  onChanged: () => Promise<unknown>
}

export function ExperimentDialogs({ act, onClose, onChanged }: ExperimentDialogsProps) {
  const { id, name, tags } = act.experiment
  switch (act.kind) {
    case 'rename':
      return (
        <TextDialog
          title="Rename experiment"
          label="Name"
          action="Rename"
          text={name}
          onClose={onClose}
          onSave={(text) => renameExperiment(id, text).then(onChanged)}
        />
      )
    case 'describe':
      return (
        <NoteDialog
          title="Description"
          text={tags[noteTag] ?? ''}
          onClose={onClose}
          onSave={(text) => setExperimentTag(id, noteTag, text).then(onChanged)}
        />
      )
    case 'tags':
      return (
        <TagDialog
          title="Tags of the experiment"
          tags={ownTags(tags)}
          onClose={onClose}
          onSet={(key, value) => setExperimentTag(id, key, value).then(onChanged)}
          onDelete={(key) => deleteExperimentTag(id, key).then(onChanged)}
        />
      )
  }
}

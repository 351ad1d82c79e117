import { useState } from 'react'
import { messageOf } from '../api/client'
import { deleteModel, deleteVersion, type ModelVersion, type RegisteredModel } from '../api/registry'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'
import { deleteLine } from '../cli/lines'

interface DeleteDialogProps {
  model: RegisteredModel
  /** Without one the model itself is deleted. */
  version?: ModelVersion
  onClose: () => void
  onChanged: () => Promise<unknown>
  onDeleted: () => void
}

/** Deletes for good, once the name of the model has been typed. */
export function DeleteDialog({ model, version, onClose, onChanged, onDeleted }: DeleteDialogProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  const what = version ? `version ${version.version} of ${visible(model.name)}` : visible(model.name)
  const aliases = model.aliases.filter((one) => !version || one.version === version.version)
  const remove = async () => {
    if (typed !== model.name) return
    try {
      await (version ? deleteVersion(model.name, version.version) : deleteModel(model.name))
      onClose()
      onDeleted()
      toast({ text: `Deleted ${what}.` })
      await onChanged()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Dialog
      title={`Delete ${what}`}
      onClose={onClose}
      onSubmit={() => void remove()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" disabled={typed !== model.name}>
            Delete for good
          </Button>
        </>
      }
    >
      <p>
        {version ? 'The version goes' : 'The model goes with all its versions'} and does not come back. The files of the
        run or logged model behind {version ? 'it' : 'them'} stay.
        {aliases.length > 0 &&
          ` Whoever asks for ${aliases.map((one) => `@${visible(one.alias)}`).join(', ')} gets an error from then on.`}
      </p>
      <label className="field">
        <span>Type the name of the model: {visible(model.name)}</span>
        <input
          className="in mono"
          value={typed}
          autoFocus
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <div className="field">
        <span>The same from a shell</span>
        <Snippet text={deleteLine(document.baseURI, model.name, version?.version)} label="Copy the line" />
      </div>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

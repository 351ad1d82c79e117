import { useState } from 'react'
import { messageOf } from '../api/client'
import { moveToStage, type ModelVersion } from '../api/registry'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { stageLine } from '../cli/lines'

interface StageDialogProps {
  version: ModelVersion
  versions: ModelVersion[]
  onClose: () => void
  onChanged: () => Promise<unknown>
}

const stages = ['None', 'Staging', 'Production', 'Archived']

/** Moves a version to a stage after saying which versions are there already. */
export function StageDialog({ version, versions, onClose, onChanged }: StageDialogProps) {
  const { model, version: number } = version
  const [stage, setStage] = useState(stages.find((one) => one !== version.stage && one !== 'None') ?? 'Staging')
  const [wantsArchive, setArchive] = useState(false)
  const [problem, setProblem] = useState('')
  const there = versions.filter((one) => one.stage === stage && one.version !== number).map((one) => one.version)
  const canArchive = there.length > 0 && (stage === 'Staging' || stage === 'Production')
  const archive = canArchive && wantsArchive
  const move = async () => {
    try {
      await moveToStage(model, number, stage, archive)
      await onChanged()
      onClose()
      // What was archived with it is not known to have been in this stage only by this act: no way back for that.
      const undo = archive ? undefined : () => moveToStage(model, number, version.stage).then(onChanged)
      toast({ text: `Version ${number} is in ${stage}.`, ...(undo && { undo }) })
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Dialog
      title={`Move version ${number} to a stage`}
      onClose={onClose}
      onSubmit={() => void move()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={stage === version.stage}>
            Move to {stage}
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Stage</span>
        <select className="in" value={stage} autoFocus onChange={(event) => setStage(event.target.value)}>
          {stages.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <p>
        {stage === version.stage
          ? `Version ${number} is in ${stage} already.`
          : `It goes from ${version.stage} to ${stage}.`}{' '}
        {there.length > 0 && stage !== 'None' && `${versionsText(there)} in ${stage} already.`}
      </p>
      {canArchive && (
        <label className="check">
          <input
            type="checkbox"
            className="box"
            checked={wantsArchive}
            onChange={(event) => setArchive(event.target.checked)}
          />
          Archive {there.length === 1 ? 'it' : 'them'}
        </label>
      )}
      <div className="field">
        <span>The same from a shell</span>
        <Snippet text={stageLine(document.baseURI, model, number, stage, archive)} label="Copy the line" />
      </div>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

const shownVersions = 5

function versionsText(there: string[]): string {
  if (there.length === 1) return `Version ${there[0]!} is`
  const shown = there.slice(0, shownVersions).join(', ')
  return `Versions ${shown}${there.length > shownVersions ? ` and ${there.length - shownVersions} more` : ''} are`
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, messageOf } from '../api/client'
import { createModel, createVersion } from '../api/registry'
import { toast } from '../app/toasts'
import { registerLine } from '../cli/lines'
import { useModels } from '../registry/useModels'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'

/** A model of the run that may become a version. */
export interface Registrable {
  name: string
  source: string
}

interface RegisterDialogProps {
  run: string
  choices: Registrable[]
  onClose: () => void
}

/** Makes a new version of a registered model, and the registered model where there is none of that name. */
export function RegisterDialog({ run, choices, onClose }: RegisterDialogProps) {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [source, setSource] = useState(choices[0]!.source)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const known = useModels('').data ?? []
  const register = async () => {
    try {
      await createModel(name).catch(unlessThere)
      const { model_version: version } = await createVersion(name, source, run)
      await queries.invalidateQueries()
      onClose()
      toast({ text: `${visible(name)} has version ${version.version} now.` })
      navigate(`/models/${encodeURIComponent(name)}/${version.version}`)
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Dialog
      title="Register a model"
      onClose={onClose}
      onSubmit={() => void register()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name === ''}>
            Register
          </Button>
        </>
      }
    >
      {choices.length > 1 && (
        <label className="field">
          <span>Model of the run</span>
          <select className="in" value={source} onChange={(event) => setSource(event.target.value)}>
            {choices.map((choice) => (
              <option key={choice.source} value={choice.source}>
                {visible(choice.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>Registered model</span>
        <input
          className="in mono"
          list="registered"
          autoFocus
          placeholder="churn"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id="registered">
          {known.map((model) => (
            <option key={model.name} value={model.name} />
          ))}
        </datalist>
      </label>
      <p className="mut">
        {known.some((model) => model.name === name) ? 'It gets a new version.' : 'A new name makes a new model.'}
      </p>
      <div className="field">
        <span>The same from a shell</span>
        <Snippet text={registerLine(document.baseURI, source, name)} label="Copy the line" />
      </div>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

function unlessThere(error: unknown) {
  if (!(error instanceof ApiError) || error.code !== 'RESOURCE_ALREADY_EXISTS') throw error
}

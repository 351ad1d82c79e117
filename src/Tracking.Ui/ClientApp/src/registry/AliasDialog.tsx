import { useState } from 'react'
import { messageOf } from '../api/client'
import { getModel, setAlias, type ModelVersion } from '../api/registry'
import { toast } from '../app/toasts'
import { aliasLine } from '../cli/lines'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'
import { conflictText, holderOf } from './aliasMove'
import { Followers } from './Followers'
import { MovePlanText } from './MovePlanText'
import { useMovePlan } from './useMovePlan'

interface AliasDialogProps {
  versions: ModelVersion[]
  to: ModelVersion
  aliases: string[]
  onClose: () => void
  onChanged: () => Promise<unknown>
}

/** Moves an alias after saying what that changes. It is asked for once more before: others move aliases too. */
export function AliasDialog({ versions, to, aliases, onClose, onChanged }: AliasDialogProps) {
  const [alias, setName] = useState(aliases.find((name) => !to.aliases.includes(name)) ?? 'champion')
  const [problem, setProblem] = useState('')
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const plan = useMovePlan(holderOf(versions, alias), to)
  const { from, isThere } = plan
  const mayMove = !isThere && !isBusy && alias !== '' && (!plan.isBreaking || typed === to.model)
  const move = async () => {
    setBusy(true)
    setProblem('')
    try {
      const { aliases: now } = await getModel(to.model, new AbortController().signal)
      const at = now.find((other) => other.alias === alias)?.version
      if (at !== from?.version) {
        setProblem(conflictText(alias, from?.version, at))
        await onChanged()
        return
      }
      await setAlias(to.model, alias, to.version)
      const undo = from && (() => setAlias(to.model, alias, from.version).then(onChanged))
      await onChanged()
      onClose()
      toast({ text: `@${visible(alias)} is version ${to.version} now.`, ...(undo && { undo }) })
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={`Move an alias to version ${to.version}`}
      onClose={onClose}
      onSubmit={() => mayMove && void move()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!mayMove}>
            <span className="ell">
              Move @{visible(alias)} to {to.version}
            </span>
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Alias</span>
        <input
          className="in mono"
          list="aliases"
          value={alias}
          autoFocus
          onChange={(event) => {
            setName(event.target.value)
            setProblem('')
          }}
        />
        <datalist id="aliases">
          {aliases.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <MovePlanText plan={plan} alias={alias} to={to} />
      {!isThere && <Followers to={to} alias={alias} />}
      {plan.isBreaking && (
        <label className="field">
          <span className="bad">
            Callers of @{visible(alias)} may fail: the signature breaks. Type the name of the model to move it all the
            same: {visible(to.model)}
          </span>
          <input
            className="in mono"
            value={typed}
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      )}
      <div className="field">
        <span>The same from a shell</span>
        <Snippet text={aliasLine(document.baseURI, to.model, alias, to.version)} label="Copy the line" />
      </div>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

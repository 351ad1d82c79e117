import { useState } from 'react'
import { noVersion, type ModelVersion } from '../api/registry'
import { aliasLine } from '../cli/lines'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'
import { holderOf } from './aliasMove'
import { Followers } from './Followers'
import { MovePlanText } from './MovePlanText'
import { useAliasMove } from './useAliasMove'
import { useMovePlan } from './useMovePlan'

interface AliasDialogProps {
  versions: ModelVersion[]
  to: ModelVersion
  aliases: string[]
  onClose: () => void
  onChanged: () => Promise<unknown>
}

/** Moves an alias after saying what that changes, and only from where it said: others move aliases too. */
export function AliasDialog({ versions, to, aliases, onClose, onChanged }: AliasDialogProps) {
  const [alias, setName] = useState(aliases.find((name) => !to.aliases.includes(name)) ?? 'champion')
  const [typed, setTyped] = useState('')
  const { problem, isBusy, move, lookAgain, forget } = useAliasMove({ to, onClose, onChanged })
  const plan = useMovePlan(holderOf(versions, alias), to)
  const { from, isThere } = plan
  const mayGo = !isThere && !isBusy && !problem?.isConflict && alias !== ''
  const mayMove = mayGo && (!plan.isBreaking || typed === to.model)
  const line = aliasLine(document.baseURI, to.model, alias, to.version, from?.version ?? noVersion)
  return (
    <Dialog
      title={`Move an alias to version ${to.version}`}
      onClose={onClose}
      onSubmit={() => mayMove && void move(alias, from)}
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
            forget()
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
        <Snippet text={line} label="Copy the line" />
      </div>
      {problem && (
        <div className="field" role="alert">
          <p className="bad">{problem.text}</p>
          {problem.isConflict && (
            <Button autoFocus disabled={isBusy} onClick={() => void lookAgain()}>
              Look again
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}

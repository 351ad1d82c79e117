import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../api/client'
import { getModel, setAlias, type ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { visible } from '../ui/text'
import { AliasChanges, type Side } from './AliasChanges'
import { holderOf } from './aliasMove'
import { aliasLine } from './cliLines'
import { signatureChanges, type FieldChange } from './signatureChange'
import { useMlModel } from './useMlModel'

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
  const plan = useMovePlan(holderOf(versions, alias), to)
  const { from, isThere } = plan
  const mayMove = !isThere && alias !== '' && (!plan.isBreaking || typed === to.model)
  const move = async () => {
    try {
      const now = (await getModel(to.model, new AbortController().signal)).aliases.find(
        (other) => other.alias === alias,
      )
      if (now?.version !== from?.version) {
        setProblem(`@${alias} is at version ${now?.version ?? 'none'} by now. Look again before you move it.`)
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
            Move @{visible(alias)} to {to.version}
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
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id="aliases">
          {aliases.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <PlanText plan={plan} alias={alias} to={to} />
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

interface MovePlan {
  from: ModelVersion | undefined
  isThere: boolean
  before: Side | undefined
  after: Side | undefined
  isLoading: boolean
  fields: FieldChange[]
  isBreaking: boolean
}

function useMovePlan(from: ModelVersion | undefined, to: ModelVersion): MovePlan {
  const before = useSide(from)
  const after = useSide(to)
  const fields = signatureChanges(before.side?.model, after.side?.model)
  const isThere = from?.version === to.version
  return {
    from,
    isThere,
    before: before.side,
    after: after.side,
    isLoading: before.isLoading || after.isLoading,
    fields,
    isBreaking: !isThere && fields.some((field) => field.isBreaking),
  }
}

/** From where to where, and what that changes. */
function PlanText({ plan, alias, to }: { plan: MovePlan; alias: string; to: ModelVersion }) {
  const { from, before, after } = plan
  const name = <span className="alias">@{visible(alias)}</span>
  if (plan.isThere) {
    return (
      <p>
        {name} is version {to.version} already.
      </p>
    )
  }
  return (
    <>
      <p>
        {name} {from ? `goes from version ${from.version}` : 'is new: it goes'} to version {to.version}. Whoever asks
        for it gets the new version from then on.
      </p>
      {plan.isLoading && <p className="mut">Comparing…</p>}
      {before && after && <AliasChanges from={before} to={after} fields={plan.fields} />}
      {from && (
        <p className="mut">
          It fails if @{visible(alias)} is no longer version {from.version} by then.
        </p>
      )}
    </>
  )
}

/** A version with its run and its MLmodel file, and whether they are still on their way. */
function useSide(version: ModelVersion | undefined): { side: Side | undefined; isLoading: boolean } {
  const run = useQuery({
    queryKey: ['run', version?.run],
    queryFn: ({ signal }) => getRun(version!.run, signal),
    enabled: version !== undefined && version.run !== '',
  })
  const model = useMlModel(version)
  return {
    side: version && { version, run: run.data, model: model.data ?? undefined },
    isLoading: run.isLoading || model.isLoading,
  }
}

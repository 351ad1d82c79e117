import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../api/client'
import { getModel, setAlias, type ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { KeyName } from '../ui/Name'
import { numberText, visible } from '../ui/text'
import { holderOf, metricChanges } from './aliasMove'
import { aliasLine } from './cliLines'

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
  const from = holderOf(versions, alias)
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
  const isThere = from?.version === to.version
  return (
    <Dialog
      title={`Move an alias to version ${to.version}`}
      onClose={onClose}
      onSubmit={() => void move()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={isThere || alias === ''}>
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
      <p>
        <span className="alias">@{visible(alias)}</span>{' '}
        {isThere
          ? `is version ${to.version} already.`
          : `${from ? `goes from version ${from.version}` : 'is new: it goes'} to version ${to.version}. Whoever asks for it gets the new version from then on.`}
      </p>
      {!isThere && from && <Changes from={from} to={to} />}
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

const shownChanges = 8

/** The metrics of the runs that made the versions. */
function Changes({ from, to }: { from: ModelVersion; to: ModelVersion }) {
  const before = useRunOf(from)
  const after = useRunOf(to)
  const changes = metricChanges(before.data, after.data).slice(0, shownChanges)
  if (before.isFetching || after.isFetching) return <p className="mut">Comparing…</p>
  if (changes.length === 0) return <p className="mut">The runs of these versions logged no metrics to compare.</p>
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>Metric</th>
          <th className="num">Version {from.version}</th>
          <th className="num">Version {to.version}</th>
          <th className="num">Change</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.key}>
            <td>
              <KeyName text={change.key} />
            </td>
            <td className="num">{change.from === undefined ? '–' : numberText(change.from)}</td>
            <td className="num">{change.to === undefined ? '–' : numberText(change.to)}</td>
            <td className="num">
              {change.delta === null ? '–' : `${change.delta > 0 ? '+' : ''}${numberText(change.delta, 3)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useRunOf(version: ModelVersion) {
  return useQuery({
    queryKey: ['run', version.run],
    queryFn: ({ signal }) => getRun(version.run, signal),
    enabled: version.run !== '',
  })
}

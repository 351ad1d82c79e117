import { useState } from 'react'
import { ApiError, messageOf } from '../api/client'
import { getModel, getVersion, noVersion, setAlias, type ModelVersion } from '../api/registry'
import { toast } from '../app/toasts'
import { visible } from '../ui/text'
import { conflictText } from './aliasMove'

interface Problem {
  text: string
  /** The alias is elsewhere than where the reader saw it. */
  isConflict: boolean
}

interface AliasMoveOptions {
  to: ModelVersion
  onClose: () => void
  onChanged: () => Promise<unknown>
}

/** Moves an alias from where the reader saw it to `to`; the server refuses it where somebody was first. */
export function useAliasMove({ to, onClose, onChanged }: AliasMoveOptions) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const move = async (alias: string, from: ModelVersion | undefined) => {
    setBusy(true)
    setProblem(null)
    try {
      await setAlias(to.model, alias, to.version, from?.version ?? noVersion)
      await onChanged()
      onClose()
      const undo = from && (() => moveBack(to, alias, from.version).finally(() => void onChanged()))
      toast({ text: `@${visible(alias)} is version ${to.version} now.`, ...(undo && { undo }) })
    } catch (error) {
      setProblem(await problemOf(error, to.model, alias, from?.version))
    } finally {
      setBusy(false)
    }
  }
  const lookAgain = async () => {
    setBusy(true)
    await onChanged()
    setProblem(null)
    setBusy(false)
  }
  return { problem, isBusy, move, lookAgain, forget: () => setProblem(null) }
}

async function moveBack(to: ModelVersion, alias: string, version: string) {
  try {
    await setAlias(to.model, alias, version, to.version)
  } catch (error) {
    toast({ text: messageOf(error), isError: true })
  }
}

async function problemOf(error: unknown, model: string, alias: string, seen: string | undefined): Promise<Problem> {
  if (!(error instanceof ApiError && error.code === 'ABORTED')) return { text: messageOf(error), isConflict: false }
  try {
    return { text: conflictText(alias, seen, await holderNow(model, alias)), isConflict: true }
  } catch {
    return { text: messageOf(error), isConflict: true }
  }
}

async function holderNow(model: string, alias: string): Promise<ModelVersion | undefined> {
  const { signal } = new AbortController()
  const { aliases } = await getModel(model, signal)
  const at = aliases.find((other) => other.alias === alias)?.version
  return at === undefined ? undefined : getVersion(model, at, signal)
}

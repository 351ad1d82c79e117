import { modelUriOf } from '../cli/lines'
import { ErrorState, LoadingLine } from '../ui/states'
import type { VersionTabProps } from '../version/tabs'
import { useHints } from './hints/useHints'
import { NeedsEndpoint } from './NeedsEndpoint'
import { TryPanel } from './TryPanel'
import { useServing, useTryInput } from './useTryout'

/** Scores rows with the version, in a form made from its signature. */
export default function TryTab({ version, model }: VersionTabProps) {
  const input = useTryInput(version)
  const hints = useHints(version, input.data)
  const { list, serving, ready } = useServing(version)
  if (input.isError) {
    return <ErrorState what="The signature could not be read." error={input.error} retry={input.refetch} />
  }
  if (list.isError && !list.data) {
    return <ErrorState what="Endpoints could not be loaded." error={list.error} retry={list.refetch} />
  }
  if (!input.data || !list.data) return <LoadingLine active />
  if (ready.length === 0) return <NeedsEndpoint version={version} list={list.data} serving={serving} />
  return (
    <TryPanel
      key={`${version.model} ${version.version}`}
      version={version}
      model={model}
      input={input.data}
      hints={hints}
      list={list.data}
      endpoints={ready}
      modelUri={modelUriOf(version.model, { version: version.version })}
    />
  )
}

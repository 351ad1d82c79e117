import { useQuery } from '@tanstack/react-query'
import type { ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'
import type { Side } from './AliasChanges'
import { signatureChanges, type FieldChange } from './signatureChange'
import { useMlModel } from './useMlModel'

/** A move of an alias before it is made. */
export interface MovePlan {
  /** Where the alias is; undefined where there is none of that name. */
  from: ModelVersion | undefined
  isThere: boolean
  before: Side | undefined
  after: Side | undefined
  isLoading: boolean
  fields: FieldChange[]
  isBreaking: boolean
}

export function useMovePlan(from: ModelVersion | undefined, to: ModelVersion): MovePlan {
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

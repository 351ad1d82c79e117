import { queryOptions, useQuery } from '@tanstack/react-query'
import { readVersionText, type ModelVersion } from '../api/registry'
import { mlModelOf } from './mlModel'

export const mlModelQuery = (version: ModelVersion | undefined) =>
  queryOptions({
    queryKey: ['MLmodel', version?.model, version?.version],
    queryFn: async ({ signal }) => {
      const text = await readVersionText(version!.model, version!.version, 'MLmodel', signal)
      return text === null ? null : mlModelOf(text)
    },
    enabled: version !== undefined,
    staleTime: Infinity,
    retry: false,
  })

/** What the MLmodel file of a version says; null where it has none. */
export const useMlModel = (version: ModelVersion | undefined) => useQuery(mlModelQuery(version))

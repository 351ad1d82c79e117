import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getModel, searchModels, versionsOf } from '../api/registry'

export const useModels = (filter: string) =>
  useQuery({
    queryKey: ['models', filter],
    queryFn: ({ signal }) => searchModels(filter, signal),
    placeholderData: (previous) => previous,
  })

export const useModel = (name: string) =>
  useQuery({ queryKey: ['model', name], queryFn: ({ signal }) => getModel(name, signal) })

export const useVersions = (name: string) =>
  useQuery({ queryKey: ['versions', name], queryFn: ({ signal }) => versionsOf(name, signal) })

/** Makes everything that shows models ask again. */
export function useModelsChanged() {
  const queries = useQueryClient()
  return () => Promise.all(['models', 'model', 'versions', 'version'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
}

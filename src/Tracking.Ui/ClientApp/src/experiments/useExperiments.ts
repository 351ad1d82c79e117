import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { getExperiment, searchExperiments, type ExperimentQuery } from '../api/experiments'

/** All experiments that match; further pages follow by themselves. */
export function useExperiments(query: ExperimentQuery) {
  const pages = useInfiniteQuery({
    queryKey: ['experiments', query],
    queryFn: ({ pageParam, signal }) => searchExperiments(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, isError])
  // A refused filter leaves the rows of the last valid one.
  const [last, setLast] = useState(pages.data)
  if (pages.data && pages.data !== last) setLast(pages.data)
  const data = pages.data ?? last
  return { ...pages, data, experiments: data?.pages.flatMap((page) => page.experiments) ?? [] }
}

export function useExperiment(id: string, enabled = true) {
  return useQuery({ queryKey: ['experiment', id], queryFn: ({ signal }) => getExperiment(id, signal), enabled })
}

/** Makes everything that shows experiments ask again. */
export function useExperimentsChanged() {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['experiments'] }),
      queries.invalidateQueries({ queryKey: ['experiment'] }),
    ])
}

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ModelVersion } from '../../api/registry'
import { getRun } from '../../api/runs'
import type { TryInput } from '../useTryout'
import { hintsFor, type Hints } from './hints'

/** What the data of the version's run and its example tell of each column; empty until that is known. */
export function useHints(version: ModelVersion, input: TryInput | undefined): Hints {
  const run = useQuery({
    queryKey: ['run', version.run],
    queryFn: ({ signal }) => getRun(version.run, signal),
    enabled: version.run !== '',
  })
  const datasets = run.data?.datasets
  return useMemo(() => hintsFor(datasets ?? [], input), [datasets, input])
}

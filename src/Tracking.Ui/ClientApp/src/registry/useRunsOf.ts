import { useQueries } from '@tanstack/react-query'
import type { ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'

/** The run behind each version, where it has one. */
export const useRunsOf = (versions: readonly ModelVersion[]) =>
  useQueries({
    queries: versions.map((version) => ({
      queryKey: ['run', version.run],
      queryFn: ({ signal }: { signal: AbortSignal }) => getRun(version.run, signal),
      enabled: version.run !== '',
    })),
  })

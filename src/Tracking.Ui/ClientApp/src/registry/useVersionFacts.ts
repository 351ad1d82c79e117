import { useQueries } from '@tanstack/react-query'
import type { ModelVersion } from '../api/registry'
import { filesOfVersion } from '../api/versionFiles'
import { mlModelQuery } from './useMlModel'
import { useRunsOf } from './useRunsOf'
import type { VersionFacts } from './versionComparison'
import { digestsOf, everyFile, sizesOf } from './versionDigests'

/** The run, MLmodel file and files of each version; what is missing is left out. */
export function useVersionFacts(versions: readonly ModelVersion[], withDigests: boolean) {
  const runs = useRunsOf(versions)
  const models = useQueries({ queries: versions.map(mlModelQuery) })
  const files = useQueries({
    queries: versions.map((version) => ({
      queryKey: ['version files', version.model, version.version, withDigests],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const place = filesOfVersion(version)
        const all = await everyFile(place, signal)
        return withDigests ? digestsOf(place, all, signal) : sizesOf(all)
      },
      staleTime: Infinity,
      retry: false,
    })),
  })
  const facts: VersionFacts[] = versions.map((version, i) => ({
    version,
    run: runs[i]?.data,
    model: models[i]?.data ?? undefined,
    files: files[i]?.data,
  }))
  const loaded = files.filter((one) => !one.isLoading).length
  return {
    facts,
    isLoading: [...runs, ...models, ...files].some((one) => one.isLoading),
    /** How many of the versions have their files. */
    loaded,
    /** Why the files of a version could not be read, where that is so. */
    problem: files.find((one) => one.isError)?.error ?? null,
  }
}

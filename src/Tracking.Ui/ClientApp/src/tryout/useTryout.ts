import { useQuery } from '@tanstack/react-query'
import { readVersionText, type ModelVersion } from '../api/registry'
import { serves } from '../endpoints/serving'
import { useEndpoints } from '../endpoints/useEndpoints'
import { shortSample } from './float32'
import { emptySample, sampleOfBody, type Sample } from './sample'
import { inputSignatureOf, type InputSignature } from './signature'

export interface TryInput {
  signature: InputSignature
  sample: Sample
  /** Whether the sample came with the model. */
  isExample: boolean
}

/** What the version takes, and something to begin with. */
export const useTryInput = (version: ModelVersion) =>
  useQuery({
    queryKey: ['try input', version.model, version.version],
    queryFn: async ({ signal }): Promise<TryInput> => {
      const read = (path: string) => readVersionText(version.model, version.version, path, signal)
      const [mlModel, example] = await Promise.all([read('MLmodel'), read('serving_input_example.json')])
      const signature = mlModel === null ? ({ kind: 'none' } as const) : inputSignatureOf(mlModel)
      const sample = example === null ? null : exampleOf(example, signature)
      return { signature, sample: sample ?? emptySample(signature), isExample: sample !== null }
    },
    staleTime: Infinity,
    retry: false,
  })

/** An example that cannot be read is none: MLflow writes bare NaN, which is no JSON. */
function exampleOf(text: string, signature: InputSignature): Sample | null {
  try {
    const body = JSON.parse(text) as Record<string, unknown>
    const sample = sampleOfBody(body, signature)
    return sample ? shortSample(sample, signature) : { kind: 'body', body }
  } catch {
    return null
  }
}

/** The endpoints of the server, and which of them serve this version. */
export function useServing(version: ModelVersion) {
  const list = useEndpoints()
  const serving = (list.data?.endpoints ?? []).filter((endpoint) => serves(endpoint, version))
  return { list, serving, ready: serving.filter((endpoint) => endpoint.state === 'READY') }
}

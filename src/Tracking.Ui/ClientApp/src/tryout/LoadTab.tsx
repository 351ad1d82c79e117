import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelLoadTest, listLoadTests, startLoadTest, type Endpoint, type LoadTest } from '../api/endpoints'
import { messageOf } from '../api/client'
import { setVersionTag } from '../api/registry'
import { toast } from '../app/toasts'
import { useModelsChanged } from '../registry/useModels'
import { Button } from '../ui/Button'
import { ErrorState, LoadingLine } from '../ui/states'
import { visible } from '../ui/text'
import type { VersionTabProps } from '../version/tabs'
import { LoadForm } from './LoadForm'
import { EarlierTests, LoadResult } from './LoadResult'
import { loadSummary } from './loadSummary'
import { NeedsEndpoint } from './NeedsEndpoint'
import { bodyOf } from './sample'
import { useServing, useTryInput, type TryInput } from './useTryout'

const runningMilliseconds = 500
const calmMilliseconds = 5000

/** A few seconds of load on the version, and how fast it answers. */
export default function LoadTab({ version }: VersionTabProps) {
  const input = useTryInput(version)
  const { list, serving, ready } = useServing(version)
  const tests = useQuery({
    queryKey: ['load tests', version.model],
    queryFn: ({ signal }) => listLoadTests(version.model, signal),
    refetchInterval: ({ state }) =>
      state.data?.[0]?.state === 'RUNNING' ? runningMilliseconds : calmMilliseconds,
  })
  const failed = [input, list, tests].find((one) => one.isError && !one.data)
  if (failed) {
    return <ErrorState what="The load test could not be loaded." error={failed.error} retry={failed.refetch} />
  }
  if (!input.data || !list.data || !tests.data) return <LoadingLine active />
  const names = new Set(serving.map((endpoint) => endpoint.name))
  const own = tests.data.filter((test) => names.has(test.endpoint))
  return (
    <div className="doc" style={{ display: 'block' }} tabIndex={0} role="region" aria-label="Load test">
      {ready[0] ? (
        <LoadPanel version={version} input={input.data} endpoint={ready[0]} machine={list.data.machine} tests={own} />
      ) : (
        <NeedsEndpoint version={version} list={list.data} serving={serving} />
      )}
      <EarlierTests tests={own.slice(ready[0] ? 1 : 0)} />
    </div>
  )
}

interface LoadPanelProps {
  version: VersionTabProps['version']
  input: TryInput
  endpoint: Endpoint
  machine: string
  tests: LoadTest[]
}

function LoadPanel({ version, input, endpoint, machine, tests }: LoadPanelProps) {
  const queries = useQueryClient()
  const changed = useModelsChanged()
  const [problem, setProblem] = useState('')
  const [last] = tests
  const act = async (what: () => Promise<unknown>) => {
    setProblem('')
    try {
      await what()
    } catch (error) {
      setProblem(messageOf(error))
    }
    await queries.invalidateQueries({ queryKey: ['load tests'] })
  }
  const keep = async (test: LoadTest) => {
    await setVersionTag(version.model, version.version, 'tracking.load_test', loadSummary(test))
    await changed()
    toast({ text: 'Kept as the tag tracking.load_test of the version.' })
  }
  const isRunning = last?.state === 'RUNNING'
  return (
    <>
      <div className="blk">
        <h2>Load on this machine</h2>
        <p className="sec" style={{ marginBottom: 12 }}>
          {visible(machine)} sends the requests and answers them: both share its processors, so that a client elsewhere
          will see other figures. The input example is sent again and again.
        </p>
        <LoadForm
          isRunning={isRunning}
          onStart={(plan) =>
            void act(() =>
              startLoadTest({ endpoint: endpoint.name, request: bodyOf(input.sample, input.signature), ...plan }),
            )
          }
        />
        {problem && (
          <p className="bad" role="alert" style={{ marginTop: 8 }}>
            {problem}
          </p>
        )}
      </div>
      {last && (
        <LoadResult test={last}>
          {isRunning ? (
            <Button onClick={() => void act(() => cancelLoadTest(last.load_test_id))}>Cancel</Button>
          ) : (
            <Button kind="quiet" onClick={() => void act(() => keep(last))}>
              Keep with the version
            </Button>
          )}
        </LoadResult>
      )}
    </>
  )
}

import { useState } from 'react'
import { Link } from 'wouter'
import { createEndpoint, startEndpoint, type Endpoint, type EndpointList } from '../api/endpoints'
import { messageOf } from '../api/client'
import type { ModelVersion } from '../api/registry'
import { modelUriOf, serveLine } from '../cli/lines'
import { serverAddress } from '../cli/server'
import { StateMark } from '../endpoints/StateMark'
import { endpointPath, useEndpointsChanged } from '../endpoints/useEndpoints'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Name } from '../ui/Name'
import { Message } from '../ui/states'
import { visible } from '../ui/text'

interface NeedsEndpointProps {
  version: ModelVersion
  list: EndpointList
  /** Those that serve the version but are not ready. */
  serving: Endpoint[]
}

/** In place of a form that could not score. */
export function NeedsEndpoint({ version, list, serving }: NeedsEndpointProps) {
  const changed = useEndpointsChanged()
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    setProblem('')
    try {
      await what()
    } catch (error) {
      setProblem(messageOf(error))
    }
    await changed()
    setBusy(false)
  }
  const [first] = serving
  const target = { version: version.version }
  const create = (what: { version: string } | { alias: string }) =>
    void act(() => createEndpoint(version.model, what))
  return (
    <Message title="Needs a running endpoint.">
      {first ? (
        <Waiting endpoint={first} isBusy={isBusy} onStart={() => void act(() => startEndpoint(first.name))} />
      ) : list.enabled ? (
        <div className="row wrap">
          <Button kind="primary" disabled={isBusy} onClick={() => create(target)}>
            Start one here
          </Button>
          {version.aliases.map((alias) => (
            <Button key={alias} disabled={isBusy} onClick={() => create({ alias })}>
              Start one that follows @{visible(alias)}
            </Button>
          ))}
        </div>
      ) : (
        <p className="sec">{list.disabled_reason}</p>
      )}
      {!first && list.enabled && (
        <p className="mut">It is a process on {visible(list.machine)} that ends with this tracking server.</p>
      )}
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      <p className="mut">On your own machine:</p>
      <Snippet text={serveLine(serverAddress(), modelUriOf(version.model, target))} />
    </Message>
  )
}

function Waiting({ endpoint, isBusy, onStart }: { endpoint: Endpoint; isBusy: boolean; onStart: () => void }) {
  const isStill = endpoint.state === 'STOPPED' || endpoint.state === 'FAILED'
  return (
    <>
      <p className="row wrap" role="status">
        <Link className="link" href={endpointPath(endpoint)}>
          <Name text={endpoint.name} />
        </Link>
        <StateMark state={endpoint.state} />
        {isStill && (
          <Button kind="primary" disabled={isBusy} onClick={onStart}>
            Start it
          </Button>
        )}
      </p>
      {endpoint.state_message && <p className={isStill ? 'bad' : 'warn'}>{visible(endpoint.state_message)}</p>}
    </>
  )
}

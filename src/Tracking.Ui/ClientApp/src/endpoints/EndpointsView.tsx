import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { serveLine, startRequest } from '../cli/lines'
import { serverAddress } from '../cli/server'
import { startEndpoint, type Endpoint, type EndpointList } from '../api/endpoints'
import { messageOf } from '../api/client'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Snippet } from '../ui/copying'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { agoText, countText, momentText, numberText, visible } from '../ui/text'
import { useNow } from '../ui/useNow'
import { useRowKeys } from '../ui/useRowKeys'
import { StateMark } from './StateMark'
import { StopDialog } from './StopDialog'
import { endpointPath, isRunning, useEndpoints, useEndpointsChanged } from './useEndpoints'

export default function EndpointsView() {
  const found = useEndpoints()
  const [asked, setAsked] = useState<{ endpoint: Endpoint; isDelete: boolean } | null>(null)
  const list = found.data
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <h1>Endpoints</h1>
          <span>{list ? `${list.endpoints.length} of at most ${list.endpoints_max}` : ''}</span>
        </div>
        {list && <span className="mut hide-s">on {visible(list.machine)}, while this tracking server runs</span>}
      </div>
      <div className="pane grow" style={{ borderTop: '1px solid var(--line)' }}>
        <LoadingLine active={found.isFetching && !list} />
        {found.isError && !list ? (
          <ErrorState what="Endpoints could not be loaded." error={found.error} retry={found.refetch} />
        ) : list && list.endpoints.length === 0 ? (
          <Nothing list={list} />
        ) : (
          <EndpointTable endpoints={list?.endpoints ?? []} onAsk={setAsked} />
        )}
      </div>
      {asked && <StopDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function Nothing({ list }: { list: EndpointList }) {
  const server = serverAddress()
  return (
    <Message title="No endpoints yet. An endpoint answers requests with a registered model.">
      {list.enabled ? (
        <>
          <p className="sec">
            Open a version under{' '}
            <Link className="link" href="/models">
              Models
            </Link>
            , then Try it, then Start one here. Or over HTTP:
          </p>
          <Snippet text={startRequest(server, 'first-model', { alias: 'champion' })} />
        </>
      ) : (
        <>
          <p className="sec">{list.disabled_reason}</p>
          <Snippet text={serveLine(server, 'models:/first-model@champion')} />
        </>
      )}
    </Message>
  )
}

interface EndpointTableProps {
  endpoints: Endpoint[]
  onAsk: (asked: { endpoint: Endpoint; isDelete: boolean }) => void
}

function EndpointTable({ endpoints, onAsk }: EndpointTableProps) {
  const now = useNow()
  const changed = useEndpointsChanged()
  const [, navigate] = useLocation()
  const { table, rowProps } = useRowKeys(endpoints.length, (i) => navigate(endpointPath(endpoints[i]!)))
  const start = (endpoint: Endpoint) =>
    startEndpoint(endpoint.name)
      .then(changed)
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Endpoints">
      <table className="plain" ref={table}>
        <thead>
          <tr>
            <th>Name</th>
            <th style={{ width: 128 }}>State</th>
            <th>Model</th>
            <th className="num" style={{ width: 96 }}>Requests</th>
            <th className="num hide-s" style={{ width: 80 }}>p50, ms</th>
            <th className="num hide-s" style={{ width: 80 }}>p99, ms</th>
            <th className="num hide-s" style={{ width: 80 }}>Errors</th>
            <th className="num hide-s" style={{ width: 104 }}>Started</th>
            <th style={{ width: 40 }} aria-label="Acts" />
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint, i) => (
            <tr key={endpoint.name} {...rowProps(i)}>
              <td>
                <Link className="strong" href={endpointPath(endpoint)}>
                  <Name text={endpoint.name} />
                </Link>
              </td>
              <td title={endpoint.state_message}>
                <StateMark state={endpoint.state} />
              </td>
              <td>
                <Link className="link" href={versionPath(endpoint)}>
                  <Name text={endpoint.model_uri} />
                </Link>
              </td>
              <td className="num">{countText(endpoint.figures.requests)}</td>
              <td className="num hide-s">{milliseconds(endpoint.figures.p50_ms)}</td>
              <td className="num hide-s">{milliseconds(endpoint.figures.p99_ms)}</td>
              <td className="num hide-s">{countText(errorsOf(endpoint))}</td>
              <td className="num mut hide-s" title={momentText(endpoint.creation_timestamp)}>
                {agoText(endpoint.creation_timestamp, now)}
              </td>
              <td className="num">
                <Menu
                  trigger={<Button kind="small quiet" icon="more" label={`Acts on ${endpoint.name}`} />}
                  items={[
                    isRunning(endpoint)
                      ? { title: 'Stop', onSelect: () => onAsk({ endpoint, isDelete: false }) }
                      : { title: 'Start', onSelect: () => void start(endpoint) },
                    null,
                    { title: 'Delete', isDanger: true, onSelect: () => onAsk({ endpoint, isDelete: true }) },
                  ]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const errorsOf = (endpoint: Endpoint) => endpoint.figures.errors.reduce((all, one) => all + one.count, 0)

export const milliseconds = (value: number | undefined) => (value === undefined ? '–' : numberText(value, 3))

export const versionPath = (endpoint: Endpoint) =>
  `/models/${encodeURIComponent(endpoint.model_name)}/${encodeURIComponent(
    endpoint.alias ? `@${endpoint.alias}` : (endpoint.version ?? ''),
  )}/try`

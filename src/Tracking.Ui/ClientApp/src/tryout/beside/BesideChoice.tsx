import { useState } from 'react'
import { createEndpoint, type Endpoint, type EndpointList } from '../../api/endpoints'
import { messageOf } from '../../api/client'
import type { ModelVersion, RegisteredModel } from '../../api/registry'
import { StateMark } from '../../endpoints/StateMark'
import { isRunning, useEndpointsChanged } from '../../endpoints/useEndpoints'
import { useVersions } from '../../registry/useModels'
import { visible } from '../../ui/text'
import { startsOf } from './starts'

interface BesideChoiceProps {
  version: ModelVersion
  model: RegisteredModel | undefined
  list: EndpointList
  /** The endpoint that scores the version itself. */
  own: Endpoint
  /** The name of the one beside it, or empty. */
  chosen: string
  onChoose: (name: string) => void
}

/** Which other endpoint scores the same rows: one that runs, or one that is started for it. */
export function BesideChoice({ version, model, list, own, chosen, onChoose }: BesideChoiceProps) {
  const changed = useEndpointsChanged()
  const versions = useVersions(version.model)
  const [problem, setProblem] = useState('')
  const running = list.endpoints.filter((one) => one.name !== own.name && isRunning(one))
  const beside = list.endpoints.find((one) => one.name === chosen)
  const isFull = list.endpoints.length >= list.endpoints_max
  const starts = list.enabled && !isFull ? startsOf(version, model, versions.data ?? [], list.endpoints) : []
  const choose = async (value: string) => {
    setProblem('')
    const start = starts.find((one) => one.id === value)
    if (!start) {
      onChoose(value)
      return
    }
    try {
      onChoose((await createEndpoint(version.model, start.target)).name)
      await changed()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <span className="mut row wrap">
      Beside it
      <select
        className="in"
        style={{ width: 200 }}
        aria-label="Score beside it"
        value={beside ? chosen : ''}
        onChange={(event) => void choose(event.target.value)}
      >
        <option value="">nothing</option>
        {running.length > 0 && (
          <optgroup label="Running">
            {running.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}: {visible(one.model_uri)}
              </option>
            ))}
          </optgroup>
        )}
        {starts.length > 0 && (
          <optgroup label="Start an endpoint for">
            {starts.map((one) => (
              <option key={one.id} value={one.id}>
                {visible(one.title)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {beside && beside.state !== 'READY' && (
        <span role="status" className="row">
          <StateMark state={beside.state} /> {visible(beside.state_message ?? '')}
        </span>
      )}
      {problem && (
        <span className="bad" role="alert">
          {problem}
        </span>
      )}
    </span>
  )
}

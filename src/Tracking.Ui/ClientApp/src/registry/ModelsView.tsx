import { useDeferredValue, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { createModel, type RegisteredModel } from '../api/registry'
import { useCommands } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { serverAddress } from '../cli/server'
import { isRunning, useEndpoints } from '../endpoints/useEndpoints'
import { filterOf } from '../experiments/filter'
import { firstModel } from '../snippets/snippets'
import { Button } from '../ui/Button'
import { FilterBar } from '../ui/FilterBar'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Message, Snippets } from '../ui/states'
import { TextDialog } from '../ui/TextDialog'
import { agoText, firstLineOf, momentText, plural, visible } from '../ui/text'
import { ownTags, TagChips } from '../ui/Tags'
import { useNow } from '../ui/useNow'
import { useRowKeys } from '../ui/useRowKeys'
import { EndpointLinks } from './EndpointLinks'
import { useModels, useModelsChanged } from './useModels'

export default function ModelsView() {
  const { query, change } = useUrlState()
  const [, navigate] = useLocation()
  const text = query.get('q') ?? ''
  const found = useModels(useDeferredValue(filterOf(text)))
  const changed = useModelsChanged()
  const [isCreating, setCreating] = useState(false)
  const models = found.data ?? []
  useCommands([{ id: 'new', title: 'New registered model', group: 'Actions', keys: 'n', run: () => setCreating(true) }])
  const create = async (name: string) => {
    await createModel(name)
    await changed()
    navigate(modelPath(name))
  }
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <h1>Models</h1>
          <span>{found.isSuccess ? models.length : ''}</span>
        </div>
        <Button kind="primary" onClick={() => setCreating(true)}>
          New model
        </Button>
      </div>
      <div className="bar">
        <FilterBar
          label="Filter models"
          placeholder="Filter by name or tag, for example tags.team = 'vision'"
          text={text}
          problem={found.error?.message ?? ''}
          result={found.isSuccess ? plural(models.length, 'model') : ''}
          onChange={(q) => change({ q })}
        />
      </div>
      <div className="pane grow">
        <LoadingLine active={found.isFetching} />
        {found.isError && text === '' ? (
          <ErrorState what="Models could not be loaded." error={found.error} retry={found.refetch} />
        ) : found.isSuccess && models.length === 0 ? (
          <Nothing text={text} />
        ) : (
          <ModelTable models={models} />
        )}
      </div>
      {isCreating && (
        <TextDialog
          title="New registered model"
          label="Name"
          action="Create"
          placeholder="churn-classifier"
          onClose={() => setCreating(false)}
          onSave={create}
        />
      )}
    </>
  )
}

function Nothing({ text }: { text: string }) {
  return text ? (
    <Message title={`No model matches ${text}`} />
  ) : (
    <Message title="No models registered. From code:">
      <Snippets texts={firstModel(serverAddress())} />
    </Message>
  )
}

const modelPath = (name: string) => `/models/${encodeURIComponent(name)}`

function ModelTable({ models }: { models: RegisteredModel[] }) {
  const now = useNow()
  const running = useEndpoints().data?.endpoints.filter(isRunning) ?? []
  const [, navigate] = useLocation()
  const { table, rowProps } = useRowKeys(models.length, (at) => navigate(modelPath(models[at]!.name)))
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Models">
      <table className="plain" ref={table}>
        <thead>
          <tr>
            <th>Name</th>
            <th className="num" style={{ width: 72 }}>
              Latest
            </th>
            <th>Aliases</th>
            {running.length > 0 && <th className="hide-s">Served by</th>}
            <th className="hide-s">Tags</th>
            <th className="num hide-s" style={{ width: 104 }}>
              Changed
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model, i) => (
            <tr key={model.name} {...rowProps(i)}>
              <td>
                <span className="row">
                  <Link
                    className="strong ell"
                    style={{ flex: '0 1 auto' }}
                    href={modelPath(model.name)}
                  >
                    <Name text={model.name} />
                  </Link>
                  {model.description && <bdi className="mut ell grow hide-s">{firstLineOf(model.description)}</bdi>}
                </span>
              </td>
              <td className="num">{model.latest || '–'}</td>
              <td>
                <span className="row" style={{ gap: 4, overflow: 'hidden' }}>
                  {model.aliases.map(({ alias, version }) => (
                    <span key={alias} className="alias">
                      @{visible(alias)} → {version}
                    </span>
                  ))}
                </span>
              </td>
              {running.length > 0 && (
                <td className="hide-s">
                  <EndpointLinks endpoints={running.filter((endpoint) => endpoint.model_name === model.name)} />
                </td>
              )}
              <td className="hide-s">
                <TagChips tags={ownTags(model.tags)} />
              </td>
              <td className="num mut hide-s" title={momentText(model.updated)}>
                {agoText(model.updated, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { deleteAlias, noVersion, setAlias } from '../api/registry'
import { messageOf } from '../api/client'
import { useCommands } from '../app/commands'
import { toast } from '../app/toasts'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { visible } from '../ui/text'
import { ModelAside } from './ModelAside'
import { ModelDialogs, type ModelOverlay } from './ModelDialogs'
import { useModel, useModelsChanged, useVersions } from './useModels'
import { withAliases } from './versions'
import { VersionTable } from './VersionTable'

/** A registered model: which version each alias names, and all versions. */
export default function ModelView({ name }: { name: string }) {
  const found = useModel(name)
  const versions = useVersions(name)
  const changed = useModelsChanged()
  const [, navigate] = useLocation()
  const [overlay, setOverlay] = useState<ModelOverlay | null>(null)
  const all = withAliases(versions.data ?? [], found.data)
  const latest = all[0]
  useCommands([
    {
      id: 'describe',
      title: 'Describe the model',
      group: 'Actions',
      keys: 'e',
      run: () => setOverlay({ kind: 'note' }),
    },
    { id: 'tags', title: 'Change tags', group: 'Actions', keys: 't', run: () => setOverlay({ kind: 'tags' }) },
    ...(latest
      ? [
          {
            id: 'alias',
            title: 'Move an alias',
            group: 'Actions' as const,
            keys: 'a',
            run: () => setOverlay({ kind: 'alias', version: latest }),
          },
        ]
      : []),
  ])
  if (found.isError)
    return <ErrorState what="The model could not be loaded." error={found.error} retry={found.refetch} />
  const model = found.data
  const close = () => setOverlay(null)
  const act = (promise: Promise<unknown>, text: string, undo?: () => Promise<unknown>) =>
    void promise
      .then(() => toast({ text, ...(undo && { undo: () => act(undo(), 'Undone.') }) }))
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
      .finally(() => void changed())
  const dropAlias = (alias: string, holder: string) =>
    act(deleteAlias(name, alias), `@${visible(alias)} removed.`, () => setAlias(name, alias, holder, noVersion))
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <Link href="/models">Models</Link>
          <span>/</span>
          <h1>
            <Name text={name} />
          </h1>
        </div>
        {all.length > 1 && (
          <Link className="b" href={`/models/${encodeURIComponent(name)}/compare`}>
            Compare versions
          </Link>
        )}
        {latest && (
          <Button kind="primary" onClick={() => setOverlay({ kind: 'alias', version: latest })}>
            Move alias <kbd>A</kbd>
          </Button>
        )}
        <Menu
          trigger={<Button kind="quiet" icon="more" label="Acts on the model" />}
          items={[
            { title: 'Describe', keys: 'E', onSelect: () => setOverlay({ kind: 'note' }) },
            { title: 'Change tags', keys: 'T', onSelect: () => setOverlay({ kind: 'tags' }) },
            null,
            { title: 'Delete', isDanger: true, onSelect: () => setOverlay({ kind: 'delete model' }) },
          ]}
        />
      </div>
      <div
        className="doc pane"
        style={{ borderTop: '1px solid var(--line)' }}
        tabIndex={0}
        role="region"
        aria-label="Model"
      >
        <LoadingLine active={versions.isFetching} />
        <div className="main">
          {versions.isSuccess && all.length === 0 ? (
            <Message title="This model has no version yet.">
              <p className="sec">
                Open a{' '}
                <Link className="link" href="/runs">
                  run
                </Link>{' '}
                that logged a model and press <kbd>R</kbd>: what it logged becomes the first version.
              </p>
            </Message>
          ) : (
            <VersionTable versions={all} tags={model?.tags} onAct={setOverlay} />
          )}
        </div>
        {model && <ModelAside model={model} onEdit={(kind) => setOverlay({ kind })} onDropAlias={dropAlias} />}
      </div>
      {overlay && model && (
        <ModelDialogs
          overlay={overlay}
          model={model}
          versions={all}
          onClose={close}
          onChanged={changed}
          onDeleted={() => overlay.kind === 'delete model' && navigate('/models')}
        />
      )}
    </>
  )
}

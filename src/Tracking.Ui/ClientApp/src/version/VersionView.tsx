import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { getVersion, type ModelVersion } from '../api/registry'
import { useCommands, type Command } from '../app/commands'
import { ModelDialogs, type ModelOverlay } from '../registry/ModelDialogs'
import { useModel, useModelsChanged, useVersions } from '../registry/useModels'
import { withAliases } from '../registry/versions'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState } from '../ui/states'
import { visible } from '../ui/text'
import { defaultTab, versionTabs } from './tabs'

interface VersionViewProps {
  name: string
  /** A number, or an alias such as `@champion`. */
  reference: string
  /** The tab and what follows it. */
  place: string
}

/** A version of a registered model and its tabs. A link to an alias shows whatever the alias names by now. */
export default function VersionView({ name, reference, place }: VersionViewProps) {
  const changed = useModelsChanged()
  const [, navigate] = useLocation()
  const found = useQuery({
    queryKey: ['version', name, reference],
    queryFn: ({ signal }) => getVersion(name, reference, signal),
  })
  const model = useModel(name)
  const versions = useVersions(name)
  const [overlay, setOverlay] = useState<ModelOverlay | null>(null)
  const version = found.data
  useActKeys(version, setOverlay)
  if (found.isError && !version) {
    return <ErrorState what="The version could not be loaded." error={found.error} retry={found.refetch} />
  }
  const address = `/models/${encodeURIComponent(name)}/${encodeURIComponent(reference)}`
  const [tab = '', ...rest] = place.split('/')
  const shown = versionTabs.find((other) => other.id === tab) ?? defaultTab
  return (
    <>
      <VersionHead name={name} reference={reference} version={version} onAct={setOverlay} />
      <nav className="tabs" aria-label="Version">
        {versionTabs.map((other) => (
          <Link
            key={other.id}
            href={`${address}/${other.id}`}
            {...(other === shown && { 'aria-current': 'page' as const })}
          >
            {other.title}
          </Link>
        ))}
      </nav>
      {version && (
        <shown.View
          version={version}
          model={model.data}
          address={address}
          rest={rest.map(decodeURIComponent).join('/')}
          onAct={setOverlay}
        />
      )}
      {overlay && model.data && (
        <ModelDialogs
          overlay={overlay}
          model={model.data}
          versions={withAliases(versions.data ?? [], model.data)}
          onClose={() => setOverlay(null)}
          onChanged={changed}
          onDeleted={() => navigate(`/models/${encodeURIComponent(name)}`)}
        />
      )}
    </>
  )
}

function useActKeys(version: ModelVersion | undefined, onAct: (overlay: ModelOverlay) => void) {
  const act = (id: string, title: string, keys: string, kind: 'alias' | 'version note' | 'version tags'): Command[] =>
    version ? [{ id, title, group: 'Actions', keys, run: () => onAct({ kind, version }) }] : []
  useCommands([
    ...act('alias', 'Move an alias here', 'a', 'alias'),
    ...act('describe', 'Describe the version', 'e', 'version note'),
    ...act('tags', 'Change tags', 't', 'version tags'),
  ])
}

interface VersionHeadProps {
  name: string
  reference: string
  version: ModelVersion | undefined
  onAct: (overlay: ModelOverlay) => void
}

function VersionHead({ name, reference, version, onAct }: VersionHeadProps) {
  return (
    <div className="head">
      <div className="crumb grow">
        <Link href="/models" className="hide-s">
          Models
        </Link>
        <span className="hide-s">/</span>
        <Link href={`/models/${encodeURIComponent(name)}`}>
          <Name text={name} />
        </Link>
        <span>/</span>
        <h1 style={{ flex: 'none' }}>{version ? `Version ${version.version}` : visible(reference)}</h1>
        {version?.aliases.map((alias) => (
          <span key={alias} className="alias hide-s">
            <bdi className="ell">@{visible(alias)}</bdi>
          </span>
        ))}
        {version && version.status !== 'READY' && <span className="warn">{version.problem || version.status}</span>}
      </div>
      {version && (
        <span className="row">
          <Button kind="primary" onClick={() => onAct({ kind: 'alias', version })}>
            Move alias <kbd>A</kbd>
          </Button>
          <Menu
            trigger={<Button kind="quiet" icon="more" label="Acts on the version" />}
            items={[
              { title: 'Describe', keys: 'E', onSelect: () => onAct({ kind: 'version note', version }) },
              { title: 'Change tags', keys: 'T', onSelect: () => onAct({ kind: 'version tags', version }) },
              { title: 'Move to a stage', onSelect: () => onAct({ kind: 'stage', version }) },
              null,
              { title: 'Delete', isDanger: true, onSelect: () => onAct({ kind: 'delete', version }) },
            ]}
          />
        </span>
      )}
    </div>
  )
}

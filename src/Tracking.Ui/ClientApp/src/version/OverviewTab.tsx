import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'
import { modelUriOf } from '../cli/lines'
import { useMlModel } from '../registry/useMlModel'
import type { MlModel } from '../registry/mlModel'
import { SignatureTables } from '../registry/SignatureTables'
import { MetricTable } from '../run/MetricTable'
import { ParamTable } from '../run/ParamTable'
import { CopiedFact, Fact } from '../run/Details'
import { Button } from '../ui/Button'
import { Note } from '../ui/Note'
import { ownTags, TagChips } from '../ui/Tags'
import { bytesText, momentText, visible } from '../ui/text'
import { Lineage } from './Lineage'
import type { VersionTabProps } from './tabs'

/** What the version takes and gives, what its run measured, and where it came from. */
export function OverviewTab({ version, address, onAct }: VersionTabProps) {
  const run = useQuery({
    queryKey: ['run', version.run],
    queryFn: ({ signal }) => getRun(version.run, signal),
    enabled: version.run !== '',
  })
  const model = useMlModel(version)
  return (
    <div className="doc" tabIndex={0} role="region" aria-label="Overview">
      <div className="main">
        <SignatureTables model={model.data ?? undefined} problem={model.error} isMissing={model.data === null} />
        {run.data && <MetricTable run={run.data} />}
        {run.data && <ParamTable run={run.data} />}
      </div>
      <aside>
        <Lineage version={version} run={run.data} size={model.data?.bytes} address={address} />
        <Block title="Description" act="Edit" keys="E" onAct={() => onAct({ kind: 'version note', version })}>
          {version.description ? <Note text={version.description} /> : <p className="mut">None.</p>}
        </Block>
        <Block title="Version" act="Stage" onAct={() => onAct({ kind: 'stage', version })}>
          <Facts version={version} model={model.data ?? undefined} />
        </Block>
        <Block title="Tags" act="Change" keys="T" onAct={() => onAct({ kind: 'version tags', version })}>
          {ownTags(version.tags).length > 0 ? (
            <div className="row wrap">
              <TagChips tags={ownTags(version.tags)} limit={200} />
            </div>
          ) : (
            <p className="mut">None.</p>
          )}
        </Block>
      </aside>
    </div>
  )
}

interface BlockProps {
  title: string
  act: string
  keys?: string
  onAct: () => void
  children: ReactNode
}

function Block({ title, act, keys, onAct, children }: BlockProps) {
  return (
    <div className="blk">
      <h2>
        {title}
        <Button kind="small quiet" className="end" onClick={onAct}>
          {act} {keys && <kbd>{keys}</kbd>}
        </Button>
      </h2>
      {children}
    </div>
  )
}

function Facts({ version, model }: { version: ModelVersion; model: MlModel | undefined }) {
  return (
    <dl className="kv">
      <Fact name="Stage">{version.stage}</Fact>
      <Fact name="Created">
        {momentText(version.created)}
        {version.user && ` by ${visible(version.user)}`}
      </Fact>
      <Fact name="Changed">{momentText(version.updated)}</Fact>
      {model && model.flavors.length > 0 && <Fact name="Flavors">{visible(model.flavors.join(', '))}</Fact>}
      {model?.bytes !== undefined && <Fact name="Size">{bytesText(model.bytes)}</Fact>}
      <CopiedFact name="Model URI" text={modelUriOf(version.model, { version: version.version })} />
      <CopiedFact name="Source" text={version.source} />
      {version.modelId && <CopiedFact name="Logged model" text={version.modelId} />}
      {version.run && <CopiedFact name="Run" text={version.run} shown={version.run.slice(0, 8)} />}
    </dl>
  )
}

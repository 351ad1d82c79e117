import { Link } from 'wouter'
import type { Endpoint } from '../api/endpoints'
import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { Delta } from '../compare/Delta'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { Name, Value } from '../ui/Name'
import { agoText, momentText, numberText, visible } from '../ui/text'
import { useNow } from '../ui/useNow'
import { EndpointLinks } from './EndpointLinks'
import type { ModelOverlay } from './ModelDialogs'
import { versionPath } from './versions'
import type { VersionMetric } from './versionMetrics'

interface VersionLineProps {
  version: ModelVersion
  run: Run | undefined
  endpoints: Endpoint[]
  metrics: VersionMetric[]
  /** Its place among the versions. */
  at: number
  /** The columns that the table has. */
  has: { stage: boolean; description: boolean; endpoint: boolean }
  onAct: (overlay: ModelOverlay) => void
  row: React.ComponentProps<'tr'>
}

export function VersionLine({ row, version, run, endpoints, metrics, at, has, onAct }: VersionLineProps) {
  const now = useNow()
  return (
    <tr {...row}>
      <td title={visible(version.source)}>
        <Link className="strong" href={versionPath(version)}>
          {version.version}
        </Link>
      </td>
      <td>
        <span className="row" style={{ gap: 4, overflow: 'hidden' }}>
          {version.aliases.map((alias) => (
            <span key={alias} className="alias">
              @{visible(alias)}
            </span>
          ))}
          {version.status !== 'READY' && <span className="warn">{version.status}</span>}
        </span>
      </td>
      {metrics.map((metric, i) => (
        <MetricCell key={metric.name} metric={metric} at={at} isFirst={i === 0} />
      ))}
      <td className="hide-s">
        {version.run ? (
          <Link className="link row" href={`/runs/${encodeURIComponent(version.run)}/overview`} title={version.run}>
            <Name text={run?.name || version.run.slice(0, 8)} />
          </Link>
        ) : (
          <span className="mut">–</span>
        )}
      </td>
      {has.stage && <td className="hide-s sec">{version.stage === 'None' ? '–' : version.stage}</td>}
      {has.description && (
        <td className="hide-s">
          <span className="row">
            {version.description ? <Value text={version.description} /> : <span className="mut">–</span>}
          </span>
        </td>
      )}
      {has.endpoint && (
        <td className="hide-s">
          <EndpointLinks endpoints={endpoints} />
        </td>
      )}
      <td className="num mut hide-s" title={momentText(version.created)}>
        {agoText(version.created, now)}
      </td>
      <td>
        <Acts version={version} onAct={onAct} />
      </td>
    </tr>
  )
}

function MetricCell({ metric, at, isFirst }: { metric: VersionMetric; at: number; isFirst: boolean }) {
  const value = metric.values[at]
  const delta = metric.deltas[at] ?? null
  return (
    <td className={`num${isFirst ? '' : ' hide-s'}`} title={value === undefined ? '' : String(value)}>
      {delta !== null && (
        <small style={{ marginRight: 8 }}>
          <Delta delta={delta} goal={metric.goal} />
        </small>
      )}
      {value === undefined ? (
        <span className="mut">–</span>
      ) : (
        <span className={value === metric.best ? 'best' : ''}>{numberText(value, metric.digits)}</span>
      )}
    </td>
  )
}

function Acts({ version, onAct }: Pick<VersionLineProps, 'version' | 'onAct'>) {
  return (
    <Menu
      trigger={<Button kind="small quiet" icon="more" label={`Acts on version ${version.version}`} />}
      items={[
        { title: 'Move an alias here', onSelect: () => onAct({ kind: 'alias', version }) },
        { title: 'Describe', onSelect: () => onAct({ kind: 'version note', version }) },
        { title: 'Change tags', onSelect: () => onAct({ kind: 'version tags', version }) },
        { title: 'Move to a stage', onSelect: () => onAct({ kind: 'stage', version }) },
        null,
        { title: 'Delete', isDanger: true, onSelect: () => onAct({ kind: 'delete', version }) },
      ]}
    />
  )
}

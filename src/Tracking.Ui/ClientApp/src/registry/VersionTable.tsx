import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { Button } from '../ui/Button'
import { Menu } from '../ui/Menu'
import { Value } from '../ui/Name'
import { agoText, momentText, visible } from '../ui/text'
import { useNow } from '../ui/useNow'
import type { ModelOverlay } from './ModelDialogs'

interface VersionTableProps {
  versions: ModelVersion[]
  onAct: (overlay: ModelOverlay) => void
}

export function VersionTable({ versions, onAct }: VersionTableProps) {
  const now = useNow()
  return (
    <table className="plain" aria-label="Versions">
      <thead>
        <tr>
          <th style={{ width: 72 }}>Version</th>
          <th>Aliases</th>
          <th className="hide-s" style={{ width: 96 }}>
            Stage
          </th>
          <th className="hide-s" style={{ width: 96 }}>
            Run
          </th>
          <th className="hide-s">Description</th>
          <th className="num" style={{ width: 96 }}>
            Created
          </th>
          <th style={{ width: 52 }}>
            <span className="hidden-text">Acts</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.version}>
            <td title={visible(version.source)}>
              <Link className="strong" href={`/models/${encodeURIComponent(version.model)}/${version.version}`}>
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
            <td className="hide-s sec">{version.stage === 'None' ? '–' : version.stage}</td>
            <td className="hide-s mono">
              {version.run ? (
                <Link className="link" href={`/runs/${encodeURIComponent(version.run)}/overview`}>
                  {version.run.slice(0, 8)}
                </Link>
              ) : (
                '–'
              )}
            </td>
            <td className="hide-s">
              <span className="row">
                {version.description ? <Value text={version.description} /> : <span className="mut">–</span>}
              </span>
            </td>
            <td className="num mut" title={momentText(version.created)}>
              {agoText(version.created, now)}
            </td>
            <td>
              <Menu
                trigger={<Button kind="small quiet" icon="more" label={`Acts on version ${version.version}`} />}
                items={[
                  { title: 'Move an alias here', keys: 'A', onSelect: () => onAct({ kind: 'alias', version }) },
                  { title: 'Describe', onSelect: () => onAct({ kind: 'version note', version }) },
                  { title: 'Change tags', onSelect: () => onAct({ kind: 'version tags', version }) },
                  { title: 'Move to a stage', onSelect: () => onAct({ kind: 'stage', version }) },
                  null,
                  { title: 'Delete', isDanger: true, onSelect: () => onAct({ kind: 'delete', version }) },
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

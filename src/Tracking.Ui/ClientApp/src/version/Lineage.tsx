import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { Name } from '../ui/Name'
import { bytesText, durationText, visible } from '../ui/text'

interface LineageProps {
  version: ModelVersion
  run: Run | undefined
  size: number | undefined
}

/** Where the version came from: data, run, the version itself. */
export function Lineage({ version, run, size }: LineageProps) {
  const datasets = run?.datasets ?? []
  return (
    <div className="blk">
      <h2>Lineage</h2>
      <ol className="lineage">
        {datasets.map((set, i) => (
          <Knot key={i} note={[set.context, set.digest].filter(Boolean).map(visible).join(' · ')}>
            <Link className="link ell" href={`/runs/${encodeURIComponent(version.run)}/overview`}>
              <Name text={set.name} />
            </Link>
          </Knot>
        ))}
        {version.run && (
          <Knot note={runNote(version, run)}>
            <Link className="link ell" href={`/runs/${encodeURIComponent(version.run)}/overview`}>
              <Name text={run?.name || version.run} />
            </Link>
          </Knot>
        )}
        <Knot note={[version.modelId, size === undefined ? '' : bytesText(size)].filter(Boolean).join(' · ')} isHere>
          <strong className="strong ell">
            <bdi>{visible(version.model)}</bdi> version {version.version}
          </strong>
        </Knot>
      </ol>
    </div>
  )
}

function runNote(version: ModelVersion, run: Run | undefined): string {
  const duration = run && run.end > 0 ? durationText(run.end - run.start) : ''
  return [`run ${visible(version.run.slice(0, 8))}`, duration].filter(Boolean).join(' · ')
}

function Knot({ note, isHere = false, children }: { note: string; isHere?: boolean; children: ReactNode }) {
  return (
    <li className={isHere ? 'here' : ''}>
      <div className="row">{children}</div>
      {note && <small className="mut ell">{note}</small>}
    </li>
  )
}

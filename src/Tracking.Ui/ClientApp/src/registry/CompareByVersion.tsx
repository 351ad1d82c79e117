import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { ComparedActs } from '../compare/ComparedActs'
import { SectionHeads } from '../ui/SectionHeads'
import { commonOf, FactCell, RowName, type GoalProps } from './CompareCells'
import type { FactSection } from './versionComparison'
import { byNumber, titleOf, versionPath } from './versions'

interface CompareByVersionProps extends GoalProps {
  sections: FactSection[]
  /** The baseline first. */
  shown: ModelVersion[]
  onBase: (version: string) => void
  onRemove: (version: string) => void
}

/** Versions are rows, the newest first: for more of them than stand beside each other. */
export function CompareByVersion({ sections, shown, goal, onGoal, onBase, onRemove }: CompareByVersionProps) {
  const columns = sections.flatMap((section) =>
    section.rows.map((row) => ({ key: `${section.title} ${row.name}`, common: commonOf(row, goal, false) })),
  )
  const rows = shown.map((version, at) => ({ version, at })).sort((a, b) => byNumber(b.version, a.version))
  return (
    <table className="plain transposed">
      <thead>
        <SectionHeads of="Version" sections={sections} />
        <tr>
          <th>Version</th>
          {columns.map(({ key, common: { row } }) => (
            <th key={key} className={row.isMetric ? 'num' : ''}>
              <RowName row={row} goal={goal} onGoal={onGoal} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ version, at }) => (
          <tr key={version.version} className={at === 0 ? 'base' : ''}>
            <th scope="row">
              <span className="row">
                <Link className="strong ell" href={versionPath(version)}>
                  {titleOf(version)}
                </Link>
                <span className="end">
                  <ComparedActs
                    name={`version ${version.version}`}
                    isBase={at === 0}
                    onBase={() => onBase(version.version)}
                    onRemove={() => onRemove(version.version)}
                  />
                </span>
              </span>
            </th>
            {columns.map(({ key, common }) => (
              <FactCell key={key} at={at} {...common} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { SectionHeads } from '../ui/SectionHeads'
import { FactCell, RowName, type GoalProps } from './CompareCells'
import type { FactSection } from './versionComparison'
import { titleOf } from './versions'

interface CompareByVersionProps extends GoalProps {
  sections: FactSection[]
  shown: ModelVersion[]
}

/** Versions are rows, the baseline first: for more of them than stand beside each other. */
export function CompareByVersion({ sections, shown, goal, onGoal }: CompareByVersionProps) {
  const columns = sections.flatMap((section) => section.rows.map((row) => ({ section: section.title, row })))
  return (
    <table className="plain transposed">
      <thead>
        <SectionHeads of="Version" sections={sections} />
        <tr>
          <th>Version</th>
          {columns.map(({ section, row }) => (
            <th key={`${section} ${row.name}`}>
              <RowName row={row} goal={goal} onGoal={onGoal} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((version, i) => (
          <tr key={version.version} className={i === 0 ? 'base' : ''}>
            <th scope="row">
              <Link className="strong" href={`/models/${encodeURIComponent(version.model)}/${version.version}`}>
                {titleOf(version)}
              </Link>
              {i === 0 && <span className="mut"> baseline</span>}
            </th>
            {columns.map(({ section, row }) => (
              <td
                key={`${section} ${row.name}`}
                className={i > 0 && Object.is(row.values[i], row.values[0]) ? 'mut' : ''}
              >
                <FactCell
                  value={row.values[i]}
                  delta={row.deltas[i] ?? null}
                  goal={row.isMetric ? goal(row.name) : null}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

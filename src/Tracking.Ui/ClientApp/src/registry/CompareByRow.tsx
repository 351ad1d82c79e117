import type { ModelVersion } from '../api/registry'
import { Button } from '../ui/Button'
import { commonOf, FactCell, RowName, type GoalProps } from './CompareCells'
import type { FactRow, FactSection } from './versionComparison'
import { titleOf } from './versions'

interface CompareByRowProps extends GoalProps {
  sections: FactSection[]
  shown: ModelVersion[]
  versions: ModelVersion[]
  isFixed: boolean
  onBase: (version: string) => void
  onOther: (place: number, version: string) => void
  onRemove: (version: string) => void
}

/** Versions are columns, the baseline first. */
export function CompareByRow({ sections, shown, versions, isFixed, ...rest }: CompareByRowProps) {
  const { goal, onGoal, onBase, onOther, onRemove } = rest
  const [base, ...others] = shown
  return (
    <table className="plain compared" style={{ minWidth: 180 + 140 * shown.length }}>
      <thead>
        <tr>
          <th>
            <span className="hidden-text">Name</span>
          </th>
          <th className="base">
            <Choice label="Baseline" version={base!} versions={versions} onChoose={onBase} />
          </th>
          {others.map((one, place) => (
            <th key={one.version}>
              {isFixed ? (
                titleOf(one)
              ) : (
                <span className="row" style={{ gap: 4 }}>
                  <Choice
                    label={place === 0 ? 'Compared' : `Compared ${place + 1}`}
                    version={one}
                    versions={versions}
                    onChoose={(number) => onOther(place, number)}
                  />
                  {others.length > 1 && (
                    <Button
                      kind="small quiet"
                      icon="close"
                      label={`Leave out version ${one.version}`}
                      onClick={() => onRemove(one.version)}
                    />
                  )}
                </span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      {sections.map((section) => (
        <tbody key={section.title}>
          <tr>
            <th scope="rowgroup" colSpan={shown.length + 1} className="section-name">
              {section.title} <span className="mut">{section.rows.length}</span>
            </th>
          </tr>
          {section.rows.map((row) => (
            <Row key={row.name} row={row} goal={goal} onGoal={onGoal} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({ row, goal, onGoal }: GoalProps & { row: FactRow }) {
  const common = commonOf(row, goal, true)
  return (
    <tr>
      <td className="sec">
        <RowName row={row} goal={goal} onGoal={onGoal} />
      </td>
      {row.values.map((_, i) => (
        <FactCell key={i} at={i} {...common} />
      ))}
    </tr>
  )
}

interface ChoiceProps {
  label: string
  version: ModelVersion
  versions: ModelVersion[]
  onChoose: (version: string) => void
}

function Choice({ label, version, versions, onChoose }: ChoiceProps) {
  return (
    <select
      className="in"
      aria-label={label}
      value={version.version}
      onChange={(event) => onChoose(event.target.value)}
    >
      {versions.map((one) => (
        <option key={one.version} value={one.version}>
          {titleOf(one)}
        </option>
      ))}
    </select>
  )
}

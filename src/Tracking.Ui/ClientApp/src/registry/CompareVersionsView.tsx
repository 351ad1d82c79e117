import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { getRun } from '../api/runs'
import { useCommands } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { KeyName, Name, Value } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { numberText, visible } from '../ui/text'
import { useMlModel } from './useMlModel'
import { useModel, useVersions } from './useModels'
import { comparedVersions, type FactRow, type VersionFacts } from './versionComparison'
import { withAliases } from './versions'

/** Two versions of a model beside each other: metrics, signature, params, data. Which two is in the URL. */
export default function CompareVersionsView({ name }: { name: string }) {
  const { query, change } = useUrlState()
  const model = useModel(name)
  const found = useVersions(name)
  const versions = withAliases(found.data ?? [], model.data)
  const b = versions.find((one) => one.version === query.get('b')) ?? versions[0]
  const a = versions.find((one) => one.version === query.get('a')) ?? versions[1]
  if (found.isError) {
    return <ErrorState what="The versions could not be loaded." error={found.error} retry={found.refetch} />
  }
  return (
    <>
      <div className="head">
        <div className="crumb grow">
          <Link href="/models">Models</Link>
          <span>/</span>
          <Link href={`/models/${encodeURIComponent(name)}`}>
            <Name text={name} />
          </Link>
          <span>/</span>
          <h1>Compare</h1>
        </div>
      </div>
      {found.isSuccess && versions.length < 2 && <Message title="A comparison takes two versions." />}
      {a && b && <Comparison a={a} b={b} versions={versions} onChange={change} all={query.get('diff') === '0'} />}
    </>
  )
}

interface ComparisonProps {
  a: ModelVersion
  b: ModelVersion
  versions: ModelVersion[]
  /** Whether what is the same is shown too. */
  all: boolean
  /** The second one stays. */
  isFixed?: boolean
  onChange: (patch: Record<string, string | null>) => void
}

export function Comparison({ a, b, versions, all, onChange, isFixed = false }: ComparisonProps) {
  const [factsA, isLoadingA] = useFacts(a)
  const [factsB, isLoadingB] = useFacts(b)
  const toggle = () => onChange({ diff: all ? null : '0' })
  useCommands([{ id: 'differences', title: 'Only differences', group: 'View', keys: 'd', run: toggle }])
  const sections = comparedVersions(factsA, factsB, !all)
  return (
    <section className="pane grow" aria-label="Comparison">
      <div className="ctools">
        <label className="check">
          <input type="checkbox" className="box" checked={!all} onChange={toggle} />
          Only differences <kbd>D</kbd>
        </label>
      </div>
      <LoadingLine active={isLoadingA || isLoadingB} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Table of differences">
        <table className="plain compared">
          <thead>
            <tr>
              <th>
                <span className="hidden-text">Name</span>
              </th>
              <th className="base">
                <Choice label="Baseline" version={a} versions={versions} onChoose={(v) => onChange({ a: v })} />
              </th>
              <th>
                {isFixed ? (
                  titleOf(b)
                ) : (
                  <Choice label="Compared" version={b} versions={versions} onChoose={(v) => onChange({ b: v })} />
                )}
              </th>
            </tr>
          </thead>
          {sections.map((section) => (
            <tbody key={section.title}>
              <tr>
                <th scope="rowgroup" colSpan={3} className="section-name">
                  {section.title} <span className="mut">{section.rows.length}</span>
                </th>
              </tr>
              {section.rows.map((row) => (
                <Row key={row.name} row={row} />
              ))}
            </tbody>
          ))}
        </table>
        {sections.length === 0 && <Message title="These versions do not differ in anything that is known of them." />}
      </div>
    </section>
  )
}

/** Its run and its MLmodel file; what is missing is left out. */
function useFacts(version: ModelVersion): [VersionFacts, boolean] {
  const run = useQuery({
    queryKey: ['run', version.run],
    queryFn: ({ signal }) => getRun(version.run, signal),
    enabled: version.run !== '',
  })
  const model = useMlModel(version)
  return [{ version, run: run.data, model: model.data ?? undefined }, run.isLoading || model.isLoading]
}

const titleOf = (version: ModelVersion) =>
  [`Version ${version.version}`, ...version.aliases.map((alias) => `@${visible(alias)}`)].join(' ')

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

function Row({ row }: { row: FactRow }) {
  return (
    <tr>
      <td className="sec">
        <span className="row">
          <KeyName text={row.name} />
        </span>
      </td>
      <td className="base">
        <Cell value={row.a} />
      </td>
      <td className={row.differs ? '' : 'mut'}>
        <span className="row">
          <Cell value={row.b} />
          {row.delta !== null && row.delta !== 0 && (
            <small className="mut">
              {row.delta > 0 ? '+' : ''}
              {numberText(row.delta, 3)}
            </small>
          )}
        </span>
      </td>
    </tr>
  )
}

function Cell({ value }: { value: string | number | undefined }) {
  if (value === undefined) return <span className="mut">–</span>
  return (
    <span className="row" title={visible(String(value))}>
      {typeof value === 'number' ? numberText(value, 6) : <Value text={value} />}
    </span>
  )
}

import type { ModelVersion } from '../api/registry'
import type { Run } from '../api/runs'
import { KeyName, Value } from '../ui/Name'
import { bytesText, numberText } from '../ui/text'
import { Delta } from '../compare/Delta'
import { metricChanges } from './aliasMove'
import { goalOf } from './goalTags'
import type { MlModel } from './mlModel'
import type { FieldChange } from './signatureChange'

/** A version with what is known of it. */
export interface Side {
  version: ModelVersion
  run: Run | undefined
  model: MlModel | undefined
}

interface AliasChangesProps {
  from: Side
  to: Side
  fields: FieldChange[]
  /** Of the registered model. */
  tags: Record<string, string> | undefined
}

const shownChanges = 8

/** What whoever asks for the alias gets otherwise: metrics, inputs and outputs, data, size. */
export function AliasChanges({ from, to, fields, tags }: AliasChangesProps) {
  const metrics = metricChanges(from.run, to.run)
  const data = [dataOf(from.run), dataOf(to.run)]
  const sizes = [sizeText(from.model?.bytes), sizeText(to.model?.bytes)]
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>What changes</th>
          <th className="num">Version {from.version.version}</th>
          <th className="num">Version {to.version.version}</th>
          <th className="num">Change</th>
        </tr>
      </thead>
      <tbody>
        {fields.slice(0, shownChanges).map((field) => (
          <Row key={`${field.part} ${field.name}`} name={field.name} kind={field.part} from={field.from} to={field.to}>
            {field.isBreaking ? <span className="bad">breaking</span> : 'compatible'}
          </Row>
        ))}
        {metrics.slice(0, shownChanges).map(({ key, delta, from: before, to: after }) => (
          <Row key={key} name={key} kind="" from={metricText(before)} to={metricText(after)}>
            {delta === null ? '–' : <Delta delta={delta} goal={goalOf(key, tags)} />}
          </Row>
        ))}
        {data[0] !== data[1] && <Row name="data" kind="" from={data[0]} to={data[1]} />}
        {sizes[0] !== sizes[1] && <Row name="size" kind="" from={sizes[0]} to={sizes[1]} />}
      </tbody>
      <Hidden count={Math.max(0, fields.length - shownChanges) + Math.max(0, metrics.length - shownChanges)} />
    </table>
  )
}

function Hidden({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <tfoot>
      <tr>
        <td colSpan={4} className="mut">
          {count} more: compare the versions to see all.
        </td>
      </tr>
    </tfoot>
  )
}

const metricText = (value: number | undefined) => (value === undefined ? undefined : numberText(value))

const sizeText = (bytes: number | undefined) => (bytes === undefined ? undefined : bytesText(bytes))

const dataOf = (run: Run | undefined) => run?.datasets.map((set) => `${set.digest} ${set.name}`).join(', ') || undefined

interface RowProps {
  name: string
  kind: string
  from: string | undefined
  to: string | undefined
  children?: React.ReactNode
}

function Row({ name, kind, from, to, children }: RowProps) {
  return (
    <tr>
      <td>
        <span className="row" style={{ gap: 4 }}>
          {kind && <span className="mut">{kind}</span>}
          <KeyName text={name} />
        </span>
      </td>
      <td className="num ell">{from === undefined ? '–' : <Value text={from} />}</td>
      <td className="num ell">{to === undefined ? '–' : <Value text={to} />}</td>
      <td className="num">{children}</td>
    </tr>
  )
}

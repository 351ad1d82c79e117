import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readRange, type FilePlace } from '../../api/artifacts'
import { Button } from '../../ui/Button'
import { Name, Value } from '../../ui/Name'
import { ErrorState } from '../../ui/states'
import { bytesText, countText, plural, visible } from '../../ui/text'
import { onnxSummaryOf, type OnnxInitializer, type OnnxSummary, type OnnxValue } from './summary'

/** What an ONNX model is made of; of its weights only the sizes are read. */
export default function OnnxView({ place, path }: { place: FilePlace; path: string }) {
  const found = useQuery({
    queryKey: ['onnx', place.key, path],
    queryFn: ({ signal }) => onnxSummaryOf((from, last) => readRange(place.url(path), from, last, signal)),
    staleTime: Infinity,
  })
  if (found.isError) return <ErrorState what="The file could not be read." error={found.error} retry={found.refetch} />
  if (!found.data) return <p className="message mut">Reading the graph…</p>
  const { summary, problem } = found.data
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Content of the file">
      {problem && (
        <p className="blk bad" role="alert">
          {problem}
        </p>
      )}
      {(summary.nodes > 0 || !problem) && <Summary summary={summary} />}
    </div>
  )
}

function Summary({ summary }: { summary: OnnxSummary }) {
  const ops = [...summary.ops].sort((a, b) => b[1] - a[1])
  return (
    <>
      <div className="blk">
        <h2>Model</h2>
        <dl className="kv">
          <Fact name="Graph" text={summary.graph} />
          <Fact name="Producer" text={summary.producer} />
          <Fact name="IR version" text={`${summary.irVersion}`} />
          <Fact name="Opsets" text={summary.opsets.map((one) => `${one.domain} ${one.version}`).join(', ')} />
          {summary.metadata.map((one) => (
            <Fact key={one.name} name={one.name} text={one.type} />
          ))}
        </dl>
      </div>
      <Values title="Inputs" values={summary.inputs} />
      <Values title="Outputs" values={summary.outputs} />
      <Bars title={`Operators ${countText(summary.nodes)}`} rows={ops} />
      <Weights summary={summary} />
    </>
  )
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt title={visible(name)}>{visible(name)}</dt>
      <dd>
        <Value text={text} />
      </dd>
    </>
  )
}

function Values({ title, values }: { title: string; values: OnnxValue[] }) {
  return (
    <table className="plain signature" aria-label={title}>
      <tbody>
        <tr>
          <th scope="rowgroup" colSpan={2}>
            {title} <span className="mut">{values.length}</span>
          </th>
        </tr>
        {values.map((value, i) => (
          <tr key={i}>
            <td>
              <Name text={value.name} />
            </td>
            <td className="mono sec">
              <Value text={value.type} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Bars({ title, rows }: { title: string; rows: [string, number][] }) {
  const most = Math.max(1, ...rows.map(([, count]) => count))
  return (
    <table className="plain signature" aria-label="Operators">
      <Columns />
      <tbody>
        <tr>
          <th scope="rowgroup" colSpan={3}>
            {title}
          </th>
        </tr>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <td>
              <Name text={name} />
            </td>
            <td className="num">
              {countText(count)}
            </td>
            <td>
              <i className="amount" style={{ width: `${(count / most) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Columns = () => (
  <colgroup>
    <col style={{ width: '40%' }} />
    <col style={{ width: 96 }} />
    <col />
  </colgroup>
)

const weightsShown = 50

function Weights({ summary }: { summary: OnnxSummary }) {
  const [shown, setShown] = useState(weightsShown)
  const rows: OnnxInitializer[] = summary.initializers.slice(0, shown)
  const left = summary.initializers.length - rows.length
  return (
    <>
      <table className="plain signature" aria-label="Initialisers">
        <Columns />
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={3}>
              {plural(summary.initializerCount, 'initialiser')}, {bytesText(summary.initializerBytes)}
            </th>
          </tr>
          {rows.map((one, i) => (
            <tr key={i}>
              <td>
                <Name text={one.name} />
              </td>
              <td className="num">
                {bytesText(one.bytes)}
              </td>
              <td className="mono sec">
                {one.type} {one.isExternal && <span className="mut">in another file</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <p className="blk">
          <Button kind="small" onClick={() => setShown(shown * 4)}>
            Show {Math.min(left, shown * 3)} more, the largest first
          </Button>
        </p>
      )}
    </>
  )
}

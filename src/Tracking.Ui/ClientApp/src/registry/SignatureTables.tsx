import { messageOf } from '../api/client'
import { KeyName, Value } from '../ui/Name'
import type { Fields, MlModel } from './mlModel'

interface SignatureTablesProps {
  model: MlModel | undefined
  problem: unknown
  isMissing: boolean
}

/** The fields that go in and come out, with their types. */
export function SignatureTables({ model, problem, isMissing }: SignatureTablesProps) {
  const parts: [string, Fields][] = [
    ['Inputs', model?.inputs ?? {}],
    ['Outputs', model?.outputs ?? {}],
    ['Params', model?.params ?? {}],
  ]
  const shown = parts.filter(([, fields]) => Object.keys(fields).length > 0)
  return (
    <section aria-label="Signature">
      <div className="blk" style={shown.length > 0 ? { paddingBottom: 4 } : {}}>
        <h2>Signature</h2>
        {problem !== null && <p className="warn">The MLmodel file could not be read: {messageOf(problem)}</p>}
        {isMissing && <p className="mut">This version has no MLmodel file.</p>}
        {model && shown.length === 0 && (
          <p className="mut">The model says nothing about its inputs and outputs. Log it with a signature or an example.</p>
        )}
      </div>
      {shown.length > 0 && (
        <table className="plain signature">
          {shown.map(([title, fields]) => (
            <tbody key={title}>
              <tr>
                <th scope="rowgroup" colSpan={2}>
                  {title} <span className="mut">{Object.keys(fields).length}</span>
                </th>
              </tr>
              {Object.entries(fields).map(([name, type]) => (
                <tr key={name}>
                  <td>
                    <KeyName text={name} />
                  </td>
                  <td className="mono sec">
                    <Value text={type} />
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  )
}

import { useState } from 'react'
import { Button } from '../ui/Button'
import { ColumnInput } from './ColumnInput'
import type { Hints } from './hints/hints'
import { fieldNamedIn, type Row, type Sample } from './sample'
import type { InputSignature } from './signature'
import { TensorInput } from './TensorInput'
import { TextEditor } from './TextEditor'

export type SampleView = 'form' | 'json' | 'csv'

export interface SampleEditorProps {
  view: SampleView
  signature: InputSignature
  sample: Sample
  hints: Hints
  /** What the endpoint said of it, or empty. */
  refusal: string
  onChange: (sample: Sample) => void
  /** What is wrong with a text, or empty. */
  onProblem: (problem: string) => void
}

/** One sample as a form, JSON or CSV. */
export function SampleEditor(props: SampleEditorProps) {
  const { view, signature, sample } = props
  if (view !== 'form') return <TextEditor key={view} {...props} view={view} />
  if (signature.kind === 'columns' && sample.kind === 'rows') return <RowForm {...props} rows={sample.rows} />
  if (signature.kind === 'tensors' && sample.kind === 'tensors') {
    const named = fieldNamedIn(props.refusal, signature.fields.map((field) => field.name).filter(Boolean))
    return (
      <div className="try-form">
        {signature.fields.map((field) => (
          <TensorInput
            key={field.name}
            field={field}
            value={sample.tensors[field.name]}
            problem={named === field.name ? props.refusal : ''}
            onChange={(value) =>
              props.onChange({ kind: 'tensors', tensors: { ...sample.tensors, [field.name]: value } })
            }
          />
        ))}
      </div>
    )
  }
  return <p className="sec">This request is not of the signature's form: write it as JSON.</p>
}

function RowForm({ signature, refusal, rows, hints, onChange }: SampleEditorProps & { rows: Row[] }) {
  const [place, setPlace] = useState(0)
  const index = Math.min(place, rows.length - 1)
  const fields = signature.kind === 'columns' ? signature.fields : []
  const named = fieldNamedIn(
    refusal,
    fields.map((field) => field.name),
  )
  const row = rows[index] ?? {}
  const set = (name: string, value: unknown) => {
    const changed = Object.fromEntries(
      Object.entries({ ...row, [name]: value }).filter(([, one]) => one !== undefined),
    )
    const all = rows.length === 0 ? [changed] : rows.map((one, i) => (i === index ? changed : one))
    onChange({ kind: 'rows', rows: all })
  }
  return (
    <>
      {rows.length > 1 && (
        <div className="row" style={{ marginBottom: 8 }}>
          <Button kind="small" disabled={index === 0} onClick={() => setPlace(index - 1)}>
            Previous
          </Button>
          <span className="sec">
            Row {index + 1} of {rows.length}
          </span>
          <Button kind="small" disabled={index === rows.length - 1} onClick={() => setPlace(index + 1)}>
            Next
          </Button>
          <Button kind="small quiet" onClick={() => onChange({ kind: 'rows', rows: [row] })}>
            Only this one
          </Button>
        </div>
      )}
      <div className="try-form">
        {fields.map((field) => (
          <ColumnInput
            key={`${index} ${field.name}`}
            field={field}
            value={row[field.name]}
            hint={hints.ranges.get(field.name)}
            example={hints.examples.get(field.name)}
            problem={named === field.name ? refusal : ''}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      </div>
    </>
  )
}

import { useState } from 'react'
import { visible } from '../ui/text'
import { hintText, isUnknown, type Hint } from './hints/hints'
import { textOfValue, valueOfText } from './sample'
import type { ColumnField } from './signature'

interface ColumnInputProps {
  field: ColumnField
  /** Undefined where the column is missing. */
  value: unknown
  /** What is known of its values. */
  hint: Hint | undefined
  /** What the input example has. */
  example: unknown
  problem: string
  onChange: (value: unknown) => void
}

const numeric: Record<string, 'numeric' | 'decimal'> = {
  integer: 'numeric',
  long: 'numeric',
  float: 'decimal',
  double: 'decimal',
}
const binaryMax = 1_000_000

/** A field made from a column of the signature. "(missing)" is a value of its own. */
export function ColumnInput(props: ColumnInputProps) {
  const { field, value, problem, onChange } = props
  const id = `try-${field.name}`
  const isOdd = !problem && isUnknown(props.hint, value)
  const hint = problem || (value === undefined ? '(missing)' : hintOf(field, value)) || rangeOf(props.hint, isOdd)
  const isWide = field.kind === 'json'
  return (
    <div className={`field${isWide ? ' wide' : ''}`}>
      <label htmlFor={id}>
        <bdi className="ell">{visible(field.name)}</bdi>
        <span className="ty">
          {field.type}
          {field.isRequired ? '' : ', optional'}
        </span>
      </label>
      <Control {...props} id={id} />
      <div className="row" style={{ justifyContent: 'space-between', minHeight: 16 }}>
        <span
          className={`hint${problem ? ' bad' : isOdd ? ' warn' : ' ell'}`}
          title={hint}
          id={`${id}-hint`}
          role={problem ? 'alert' : undefined}
        >
          {hint}
        </span>
        {!field.isRequired && (
          <label className="check hint">
            <input
              type="checkbox"
              className="box"
              checked={value === undefined}
              onChange={(event) => onChange(event.target.checked ? undefined : valueOfText('', field))}
            />
            missing
          </label>
        )}
      </div>
    </div>
  )
}

function Control({ id, field, value, problem, hint, example, onChange }: ColumnInputProps & { id: string }) {
  // While it is typed in, the text stands as typed: `1.` is not yet `1`.
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? textOfValue(value)
  const common = {
    id,
    className: `in${problem ? ' err' : ''}`,
    value: text,
    'aria-describedby': `${id}-hint`,
    'aria-invalid': problem !== '',
    onBlur: () => setDraft(null),
  }
  const change = (next: string) => {
    setDraft(next)
    onChange(valueOfText(next, field))
  }
  if (field.kind === 'boolean') {
    return (
      <select
        {...common}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
      >
        <option>true</option>
        <option>false</option>
        {(!field.isRequired || value === undefined) && <option value="">(missing)</option>}
        {typeof value === 'string' && <option>{value}</option>}
      </select>
    )
  }
  if (field.kind === 'json' || (field.kind === 'string' && text.length > 40)) {
    return (
      <textarea
        {...common}
        rows={Math.min(6, 2 + text.split('\n').length)}
        onChange={(event) => change(event.target.value)}
      />
    )
  }
  if (field.kind === 'binary') return <BinaryInput {...common} onText={onChange} />
  const step = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0 || typeof value !== 'number' || !numeric[field.kind]) return
    event.preventDefault()
    change(String(Number((value + by).toPrecision(12))))
  }
  const values = hint?.values
  const input = (
    <input
      {...common}
      {...(numeric[field.kind] && { inputMode: numeric[field.kind] })}
      {...(values && { list: `${id}-values` })}
      placeholder={placeholderOf(field, hint, example)}
      onKeyDown={step}
      onChange={(event) => change(event.target.value)}
    />
  )
  if (!values) return input
  return (
    <>
      {input}
      <datalist id={`${id}-values`}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  )
}

type BinaryInputProps = React.ComponentProps<'input'> & { onText: (text: string) => void }

/** Base64, or a file that becomes it. */
function BinaryInput({ onText, ...common }: BinaryInputProps) {
  const take = async (file: File | undefined) => {
    if (!file || file.size > binaryMax) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    onText(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')))
  }
  return (
    <>
      <input {...common} placeholder="Base64" onChange={(event) => onText(event.target.value)} />
      <input
        type="file"
        aria-label="A file of up to 1 MB in its place"
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </>
  )
}

/** An example, never the label: what the model's own example has, or the form that a text must have. */
function placeholderOf(field: ColumnField, hint: Hint | undefined, example: unknown): string {
  if (example !== undefined && example !== '') return `such as ${textOfValue(example).slice(0, 40)}`
  if (field.kind === 'datetime') return '2026-04-02T09:30:00'
  return hint?.low === undefined ? '' : `such as ${hint.low}`
}

const rangeOf = (hint: Hint | undefined, isOdd: boolean) =>
  isOdd && hint ? `Not seen in training: ${hintText(hint)}` : visible(hintText(hint))

/** What a value looks like it is not; the model decides. */
function hintOf(field: ColumnField, value: unknown): string {
  if (numeric[field.kind] && typeof value === 'string' && value !== '') return 'This is no number.'
  if (field.kind === 'json' && typeof value === 'string') return 'This is not JSON: it is sent as a text.'
  return ''
}

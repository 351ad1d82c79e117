import { useMemo, useState } from 'react'
import { countText, numberText, visible } from '../ui/text'
import { TensorFile } from './files/TensorFile'
import { summaryOf } from './files/tensorFit'
import type { TensorField } from './signature'

const gridMax = 64
/** Longer ones are not typed, and a field of all their digits would stop the page. */
const textMax = 4096

interface TensorInputProps {
  field: TensorField
  value: unknown
  problem: string
  onChange: (value: unknown) => void
}

/** The shape, and a grid of numbers where it is small; JSON, or only what its values look like, otherwise. */
export function TensorInput({ field, value, problem, onChange }: TensorInputProps) {
  const id = `try-${field.name}`
  const rows = gridOf(value)
  const [edition, setEdition] = useState(0)
  const size = useMemo(() => summaryOf(value), [value])
  const takeFile = (next: unknown) => {
    setEdition(edition + 1)
    onChange(next)
  }
  const sizes = field.shape.map((size) => (size < 0 ? 'any' : String(size))).join(' × ')
  return (
    <div className="field wide">
      <label htmlFor={id}>
        <bdi className="ell">{visible(field.name) || 'input'}</bdi>
        <span className="ty">
          {field.dtype} [{sizes}]
        </span>
      </label>
      {rows ? (
        <Grid id={id} name={field.name || 'input'} rows={rows} onChange={onChange} />
      ) : size.count > textMax ? (
        <output className="sec" id={id}>
          {countText(size.count)} values from {numberText(size.low)} to {numberText(size.high)}, mean{' '}
          {numberText(size.mean)}
        </output>
      ) : (
        <JsonText key={edition} id={id} value={value} onChange={onChange} />
      )}
      <TensorFile field={field} onChange={takeFile} />
      {problem && (
        <span className="hint bad" role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}

/** A table of at most 64 plain values, or null. */
function gridOf(value: unknown): unknown[][] | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const rows = value as unknown[]
  const isFlat = rows.every((row) => Array.isArray(row) && row.length > 0 && row.every((one) => !Array.isArray(one)))
  if (!isFlat) return null
  const table = rows as unknown[][]
  return table.reduce((all, row) => all + row.length, 0) <= gridMax ? table : null
}

interface GridProps {
  id: string
  name: string
  rows: unknown[][]
  onChange: (value: unknown) => void
}

function Grid({ id, name, rows, onChange }: GridProps) {
  const [draft, setDraft] = useState<{ at: string; text: string } | null>(null)
  const change = (i: number, j: number, text: string) => {
    setDraft({ at: `${i} ${j}`, text })
    const value = text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    onChange(rows.map((row, y) => (y === i ? row.map((one, x) => (x === j ? value : one)) : row)))
  }
  const columns = Math.max(...rows.map((row) => row.length))
  return (
    <div className="number-grid" style={{ gridTemplateColumns: `repeat(${columns}, minmax(48px, 88px))` }}>
      {rows.flatMap((row, i) =>
        row.map((value, j) => (
          <input
            key={`${i} ${j}`}
            {...(i === 0 && j === 0 && { id })}
            className="in"
            inputMode="decimal"
            aria-label={`${visible(name)}, row ${i + 1}, value ${j + 1}`}
            style={{ gridRow: i + 1, gridColumn: j + 1 }}
            value={draft?.at === `${i} ${j}` ? draft.text : String(value)}
            onBlur={() => setDraft(null)}
            onChange={(event) => change(i, j, event.target.value)}
          />
        )),
      )}
    </div>
  )
}

function JsonText({ id, value, onChange }: { id: string; value: unknown; onChange: (value: unknown) => void }) {
  const [text, setText] = useState(() => JSON.stringify(value))
  const [problem, setProblem] = useState('')
  const change = (next: string) => {
    setText(next)
    try {
      onChange(JSON.parse(next))
      setProblem('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <>
      <textarea className="in" id={id} rows={6} value={text} onChange={(event) => change(event.target.value)} />
      {problem && <span className="hint bad">This is not JSON, and the last that was is used: {problem}</span>}
    </>
  )
}

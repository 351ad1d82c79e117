import { useMemo, useState } from 'react'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { countText, numberText, visible } from '../ui/text'
import { TensorFile } from './files/TensorFile'
import { summaryOf, type Summary } from './files/tensorFit'
import type { TensorField } from './signature'
import { headText } from './tensorText'

const gridMax = 64
/** A field of more digits than that would stop the page. */
const textMax = 20_000

interface TensorInputProps {
  field: TensorField
  value: unknown
  problem: string
  onChange: (value: unknown) => void
}

/** A grid of numbers where it is small; its shape and how it begins otherwise, all of it as JSON on demand. */
export function TensorInput({ field, value, problem, onChange }: TensorInputProps) {
  const id = `try-${field.name}`
  const rows = gridOf(value)
  const [edition, setEdition] = useState(0)
  const [isWhole, setWhole] = useState(false)
  const size = useMemo(() => summaryOf(value), [value])
  const takeFile = (next: unknown) => {
    setEdition(edition + 1)
    setWhole(false)
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
      ) : size.count > gridMax && !isWhole ? (
        <LongTensor id={id} value={value} size={size} onWhole={() => setWhole(true)} />
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

interface LongTensorProps {
  id: string
  value: unknown
  size: Summary
  onWhole: () => void
}

function LongTensor({ id, value, size, onWhole }: LongTensorProps) {
  return (
    <div className="row wrap">
      <output className="sec grow" id={id}>
        <span className="mono">{headText(value)}</span>
        <br />
        {countText(size.count)} values
        {Number.isFinite(size.mean) &&
          ` from ${numberText(size.low)} to ${numberText(size.high)}, mean ${numberText(size.mean)}`}
      </output>
      {size.count <= textMax && (
        <Button kind="small" onClick={onWhole}>
          Show and edit all
        </Button>
      )}
      <CopyButton label="Copy all values" text={() => JSON.stringify(value)} />
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

import { useState } from 'react'
import { isNumeric, kindOf, type ColumnId } from '../../runs/columns'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { KeyField, nameOf } from './KeyField'
import { kindNames, kinds, type Accepts, type AddedChart, type AddedKind } from './kinds'
import type { RunMark } from './scene'

interface AddedDialogProps {
  /** The chart to change; null makes a new one. */
  chart: AddedChart | null
  /** All keys that the runs have. */
  keys: ColumnId[]
  marks: RunMark[]
  onClose: () => void
  onSave: (chart: AddedChart) => void
}

const attributes: ColumnId[] = ['start', 'duration', 'user', 'status', 'dataset']

/** Chooses what kind of chart to add, and of what. */
export default function AddedDialog({ chart, keys, marks, onClose, onSave }: AddedDialogProps) {
  const possible = kindNames.filter((name) => marks.length > 1 || kinds[name].isForOne)
  const [draft, setDraft] = useState<AddedChart>(chart ?? emptyOf(possible[0] ?? 'line'))
  const set = (change: Partial<AddedChart>) => setDraft({ ...draft, ...change })
  const kind = kinds[draft.kind]
  const base = draft.base ?? marks[0]?.id ?? null
  const columns = draft.columns.filter(Boolean)
  const isComplete = columns.length >= kind.least
  const save = () => {
    if (!isComplete) return
    const brushes = draft.brushes.filter((brush) => columns.includes(brush.axis))
    onSave({ ...draft, columns, brushes, base: draft.kind === 'difference' ? base : null })
    onClose()
  }
  return (
    <Dialog
      title={chart ? `Change this ${kind.title.toLowerCase()} chart` : 'Add a chart'}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          {!isComplete && <span className="hint grow">Choose {kind.least - columns.length} more.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!isComplete}>
            {chart ? 'Change' : 'Add'}
          </Button>
        </>
      }
    >
      {!chart && <KindChoice kinds={possible} value={draft.kind} onChange={(name) => setDraft(emptyOf(name))} />}
      {draft.kind === 'parallel' ? (
        <AxesField
          columns={draft.columns}
          options={optionsOf('any', keys)}
          onChange={(next) => set({ columns: next })}
        />
      ) : (
        kind.fields.map(({ label, accepts }, i) => (
          <KeyField
            key={`${draft.kind} ${label}`}
            label={label}
            value={draft.columns[i] ?? ''}
            options={optionsOf(accepts, keys)}
            onChange={(id) => set({ columns: withAt(draft.columns, i, id) })}
          />
        ))
      )}
      {draft.kind === 'difference' && (
        <label className="field">
          <span>Baseline</span>
          <select className="in" value={base ?? ''} onChange={(event) => set({ base: event.target.value })}>
            {marks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind.hasColor && (
        <KeyField
          key={`${draft.kind} color`}
          label="Coloured by"
          value={draft.color ?? ''}
          none="each run's own colour"
          options={optionsOf('any', keys)}
          onChange={(id) => set({ color: id || null })}
        />
      )}
    </Dialog>
  )
}

function KindChoice(props: { kinds: AddedKind[]; value: AddedKind; onChange: (kind: AddedKind) => void }) {
  return (
    <fieldset className="kinds">
      <legend className="hidden-text">Kind</legend>
      {props.kinds.map((name, i) => (
        <label key={name} className="check">
          <input
            type="radio"
            name="kind"
            checked={props.value === name}
            autoFocus={i === 0}
            onChange={() => props.onChange(name)}
          />
          <span>
            <span className="strong">{kinds[name].title}</span> <span className="mut">{kinds[name].hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface AxesFieldProps {
  columns: ColumnId[]
  options: ColumnId[]
  onChange: (columns: ColumnId[]) => void
}

/** A list of axes in their order. */
function AxesField({ columns, options, onChange }: AxesFieldProps) {
  const most = kinds.parallel.most
  return (
    <>
      {columns.length > 0 && (
        <ul className="row wrap" aria-label="Chosen axes">
          {columns.map((id) => (
            <li key={id}>
              <button
                type="button"
                className="chip"
                aria-label={`Take ${nameOf(id)} away`}
                onClick={() => onChange(columns.filter((other) => other !== id))}
              >
                <bdi className="ell">{nameOf(id)}</bdi> ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {columns.length < most && (
        <KeyField
          key={columns.length}
          label="Add an axis"
          value=""
          options={options.filter((id) => !columns.includes(id))}
          autoFocus={columns.length > 0}
          onChange={(id) => onChange([...columns, id])}
        />
      )}
    </>
  )
}

const emptyOf = (kind: AddedKind): AddedChart => ({
  id: Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16)).join(''),
  kind,
  columns: [],
  color: null,
  brushes: [],
  base: null,
})

function withAt(columns: readonly ColumnId[], index: number, id: ColumnId): ColumnId[] {
  const next = [...columns]
  for (let i = next.length; i < index; i++) next.push('')
  next[index] = id
  return next
}

function optionsOf(accepts: Accepts, keys: readonly ColumnId[]): ColumnId[] {
  if (accepts === 'metric') return keys.filter((id) => kindOf(id) === 'metric')
  const all = [...keys, ...attributes]
  return accepts === 'any' ? all : all.filter((id) => !isNumeric(id))
}

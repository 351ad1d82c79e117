import { useState } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Value } from '../../ui/Name'
import type { Brush } from './kinds'
import type { ValueAxis } from './valueAxis'

interface RangeDialogProps {
  axis: ValueAxis
  brush: Brush | undefined
  onClose: () => void
  onBrush: (brush: Brush | null) => void
}

/** What a brush does, by keyboard: from one number to another, or some of the texts. */
export function RangeDialog({ axis, brush, onClose, onBrush }: RangeDialogProps) {
  const isTexts = axis.kind === 'category'
  const [texts, setTexts] = useState<string[]>(
    isTexts ? ((brush?.keep as string[] | undefined) ?? axis.categories) : [],
  )
  const [from, to] = isTexts ? [0, 0] : ((brush?.keep as [number, number] | undefined) ?? [axis.min, axis.max])
  const [ends, setEnds] = useState([String(from), String(to)])
  const numbers = ends.map((end) => (end.trim() === '' ? NaN : Number(end))) as [number, number]
  const isValid = isTexts ? texts.length > 0 : numbers.every(Number.isFinite) && numbers[0] <= numbers[1]
  const save = () => {
    if (!isValid) return
    const isAll = isTexts && texts.length === axis.categories.length
    onBrush(isAll ? null : { axis: axis.id, keep: isTexts ? texts : numbers })
    onClose()
  }
  return (
    <Dialog
      title={`Keep only some of ${axis.title}`}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!isValid}>
            Keep
          </Button>
        </>
      }
    >
      {isTexts ? (
        axis.categories.map((text) => (
          <label key={text} className="check">
            <input
              type="checkbox"
              className="box"
              checked={texts.includes(text)}
              onChange={() => setTexts(texts.includes(text) ? texts.filter((t) => t !== text) : [...texts, text])}
            />
            <Value text={text} />
          </label>
        ))
      ) : (
        <div className="row">
          {(['From', 'To'] as const).map((name, i) => (
            <label key={name} className="field grow">
              <span>{name}</span>
              <input
                className={`in${Number.isFinite(numbers[i]) ? '' : ' err'}`}
                inputMode="decimal"
                value={ends[i]}
                onChange={(event) => setEnds(ends.map((end, j) => (j === i ? event.target.value : end)))}
              />
            </label>
          ))}
        </div>
      )}
      {!isValid && <p className="hint bad">{isTexts ? 'Choose one at least.' : 'Two numbers, the lesser first.'}</p>}
    </Dialog>
  )
}

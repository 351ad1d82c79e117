import { useState } from 'react'
import { messageOf } from '../api/client'
import type { Run } from '../api/runs'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { plural, visible } from '../ui/text'
import { colorNames, colorTag } from './colors'

interface ColorDialogProps {
  runs: Run[]
  count: number
  progress: string | null
  onClose: () => void
  onTag: (key: string, value: string | null) => Promise<void>
}

/** Chooses the colour that runs have in every chart. */
export function ColorDialog({ runs, count, progress, onClose, onTag }: ColorDialogProps) {
  const [problem, setProblem] = useState('')
  const only = count === 1 ? runs[0] : undefined
  const choose = (slot: number | null) =>
    void onTag(colorTag, slot === null ? null : String(slot))
      .then(onClose)
      .catch((error: unknown) => setProblem(messageOf(error)))
  return (
    <Dialog
      title={`Colour of ${only ? visible(only.name || only.id) : plural(count, 'run')}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => choose(null)}>By itself</Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="swatches">
        {colorNames.map((name, i) => (
          <button
            key={name}
            type="button"
            className="swatch"
            aria-pressed={only?.tags[colorTag] === String(i + 1)}
            onClick={() => choose(i + 1)}
          >
            <span className="sw" style={{ '--c': `var(--c${i + 1})` } as React.CSSProperties} />
            {name}
          </button>
        ))}
      </div>
      <p className="hint">{progress ?? 'Kept as the tag tracking.color: everybody sees it.'}</p>
      {problem && (
        <p className="hint bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

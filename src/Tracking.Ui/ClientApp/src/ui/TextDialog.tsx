import { useState } from 'react'
import { messageOf } from '../api/client'
import { Button } from './Button'
import { Dialog } from './Dialog'

interface TextDialogProps {
  title: string
  label: string
  action: string
  text?: string
  hint?: string
  placeholder?: string
  onClose: () => void
  onSave: (text: string) => Promise<unknown>
}

/** Asks for one line; what the server refuses stands beneath it. */
export function TextDialog({ title, label, action, text = '', hint, placeholder, onClose, onSave }: TextDialogProps) {
  const [draft, setDraft] = useState(text)
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = () => {
    if (isBusy) return
    setBusy(true)
    onSave(draft)
      .then(onClose)
      .catch((error: unknown) => {
        setProblem(messageOf(error))
        setBusy(false)
      })
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" aria-busy={isBusy}>
            {action}
          </Button>
        </>
      }
    >
      <label className="field">
        <span>{label}</span>
        <input
          className={problem ? 'in err' : 'in'}
          value={draft}
          autoFocus
          placeholder={placeholder}
          aria-invalid={problem !== ''}
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
      {problem ? (
        <p className="hint bad" role="alert">
          {problem}
        </p>
      ) : (
        hint && <p className="hint">{hint}</p>
      )}
    </Dialog>
  )
}

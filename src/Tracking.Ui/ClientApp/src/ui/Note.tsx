import { lazy, Suspense, useState } from 'react'
import { Button } from './Button'
import { Dialog } from './Dialog'

const Markdown = lazy(() => import('./Markdown'))

export function Note({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="sec">{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  )
}

interface NoteDialogProps {
  title: string
  text: string
  onClose: () => void
  onSave: (text: string) => Promise<unknown>
}

/** Edits Markdown with what it will look like beneath. */
export function NoteDialog({ title, text, onClose, onSave }: NoteDialogProps) {
  const [draft, setDraft] = useState(text)
  const save = () => onSave(draft).then(onClose)
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <label className="field">
        <span>Markdown</span>
        <textarea className="in" rows={8} value={draft} autoFocus onChange={(event) => setDraft(event.target.value)} />
      </label>
      {draft && (
        <div aria-label="Preview" role="region">
          <Note text={draft} />
        </div>
      )}
    </Dialog>
  )
}

import { useState } from 'react'
import { toast } from '../app/toasts'
import { messageOf } from '../api/client'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Value } from './Name'
import { visible } from './text'

/** Tags that people set; what systems write begins with `mlflow.` or `tracking.`. */
export function ownTags(tags: Record<string, string>): [string, string][] {
  return Object.entries(tags).filter(([key]) => !key.startsWith('mlflow.') && !key.startsWith('tracking.'))
}

/** As many as stand in one line; more of them take several. */
const rowLimit = 3

export function TagChips({ tags, limit = rowLimit }: { tags: [string, string][]; limit?: number }) {
  return (
    <span className={`row${limit > rowLimit ? ' wrap' : ''}`} style={{ gap: 4 }}>
      {tags.slice(0, limit).map(([key, value]) => (
        <span className="chip" key={key} title={visible(`${key} = ${value}`)}>
          <bdi className="ell">{visible(value ? `${key}=${value}` : key)}</bdi>
        </span>
      ))}
      {tags.length > limit && <span className="mut">+{tags.length - limit}</span>}
    </span>
  )
}

interface TagDialogProps {
  title: string
  tags: [string, string][]
  onClose: () => void
  onSet: (key: string, value: string) => Promise<unknown>
  onDelete?: (key: string) => Promise<unknown>
}

export function TagDialog({ title, tags, onClose, onSet, onDelete }: TagDialogProps) {
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState('')
  const run = (act: Promise<unknown>) => {
    setProblem('')
    return act.catch((error: unknown) => setProblem(messageOf(error)))
  }
  const add = () => {
    if (key === '') {
      setProblem('A tag needs a key, such as team.')
      return
    }
    void run(
      onSet(key, value).then(() => {
        toast({ text: `Tag ${visible(key)} set.` })
        setKey('')
        setValue('')
      }),
    )
  }
  return (
    <Dialog title={title} onClose={onClose} onSubmit={add} actions={<Button onClick={onClose}>Close</Button>}>
      {tags.length > 0 && (
        <dl className="kv">
          {tags.map(([name, text]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt title={visible(name)}>{visible(name)}</dt>
              <dd className="row">
                <span className="grow ell">
                  <Value text={text} />
                </span>
                {onDelete && (
                  <Button
                    kind="small quiet"
                    icon="close"
                    label={`Remove tag ${visible(name)}`}
                    onClick={() => void run(onDelete(name))}
                  />
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="row">
        <label className="field grow">
          <span>Key</span>
          <input className="in" value={key} autoFocus onChange={(event) => setKey(event.target.value)} />
        </label>
        <label className="field grow">
          <span>Value</span>
          <input className="in" value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        <Button kind="primary" type="submit" style={{ alignSelf: 'flex-end' }}>
          Set tag
        </Button>
      </div>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

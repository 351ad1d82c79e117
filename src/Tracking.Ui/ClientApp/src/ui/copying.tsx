import { useState } from 'react'
import { toast } from '../app/toasts'
import { Button } from './Button'

const doneMilliseconds = 1200

/** Puts the text on the clipboard. Without a secure context there is none: then it says so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast({ text: 'The browser does not let this page copy: open it over HTTPS or localhost.', isError: true })
    return false
  }
}

/** A text that is long to make is only made when it is asked for. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    if (!(await copyText(typeof text === 'string' ? text : text()))) return
    setDone(true)
    setTimeout(() => setDone(false), doneMilliseconds)
  }
  return (
    <>
      <Button kind="small quiet" icon={isDone ? 'check' : 'copy'} label={label} onClick={() => void copy()} />
      <span className="hidden-text" role="status">
        {isDone ? 'Copied' : ''}
      </span>
    </>
  )
}

export function Snippet({ text, label = 'Copy' }: { text: string; label?: string }) {
  return (
    <div className="snippet">
      <pre className="code" tabIndex={0}>
        {text.split(/(\s+)/).map((part, i) => (part.trim() ? <span key={i}>{part}</span> : part))}
      </pre>
      <span className="copy">
        <CopyButton text={text} label={label} />
      </span>
    </div>
  )
}

import { useEffect, useState, type ReactNode } from 'react'
import { ApiError, messageOf } from '../api/client'
import { Button, Segmented } from './Button'
import { Snippet } from './copying'

/** Stands where the content would be: what failed, the server's words, what to do. */
export function ErrorState({ what, error, retry }: { what: string; error: unknown; retry?: () => unknown }) {
  const code = error instanceof ApiError && error.status > 0 ? `The server answered ${error.status} ${error.code}.` : ''
  return (
    <div className="message" role="alert">
      <h2>{what}</h2>
      <p className="bad">{messageOf(error)}</p>
      {code && <p className="mut">{code}</p>}
      {retry && <Button onClick={() => retry()}>Retry</Button>}
    </div>
  )
}

export function Message({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="message">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** A snippet per language that works as pasted. */
export function Snippets({ texts }: { texts: Record<string, string> }) {
  const names = Object.keys(texts)
  const [chosen, setChosen] = useState(names[0] ?? '')
  return (
    <>
      <Segmented label="Language" value={chosen} parts={names.map((n) => [n, n] as const)} onChange={setChosen} />
      <Snippet text={texts[chosen] ?? ''} />
    </>
  )
}

const patienceMilliseconds = 200

/** A line at the top of the pane that loads, once that takes longer than a moment. */
export function LoadingLine({ active, part }: { active: boolean; part?: number }) {
  return active ? <LateLine {...(part !== undefined && { part })} /> : null
}

function LateLine({ part }: { part?: number }) {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  if (!isLate) return null
  const style = { '--part': `${Math.round((part ?? 0.4) * 100)}%` } as React.CSSProperties
  return <div className="loading-line" role="progressbar" aria-label="Loading" style={style} />
}

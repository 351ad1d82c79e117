import { useEffect, useSyncExternalStore } from 'react'
import { Button } from '../ui/Button'

export interface Toast {
  text: string
  isError?: boolean
  undo?: () => unknown
}

const visibleMilliseconds = 6000
let current: Toast | undefined
const listeners = new Set<() => void>()

/** Shows one line about an act that ended elsewhere; at most one at a time. */
export function toast(next: Toast | undefined) {
  current = next
  for (const listener of listeners) listener()
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => current)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => toast(undefined), visibleMilliseconds)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div role={shown?.isError ? 'alert' : 'status'}>
      {shown && (
        <div className="toast">
          <span className={shown.isError ? 'bad' : ''}>{shown.text}</span>
          {shown.undo && (
            <Button
              kind="small"
              onClick={() => {
                toast(undefined)
                shown.undo?.()
              }}
            >
              Undo <kbd>Z</kbd>
            </Button>
          )}
          <Button kind="small quiet" icon="close" label="Close" onClick={() => toast(undefined)} />
        </div>
      )}
    </div>
  )
}

/** Takes back the last act, if it can be. */
export function undoLast() {
  const undo = current?.undo
  toast(undefined)
  undo?.()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

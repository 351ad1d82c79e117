import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  actions?: ReactNode
  /** Enter in a field does this. */
  onSubmit?: () => unknown
}

export function Dialog({ title, onClose, children, actions, onSubmit }: DialogProps) {
  const submit = (event: React.SyntheticEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className="dialog" aria-describedby={undefined}>
          <form onSubmit={submit} style={{ display: 'contents' }}>
            <div className="top">
              <Radix.Title asChild>
                <h2>{title}</h2>
              </Radix.Title>
            </div>
            <div className="body">{children}</div>
            {actions && <div className="actions">{actions}</div>}
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

import { Dialog as Radix } from 'radix-ui'
import type { SyntheticEvent } from 'react'
import type { DialogProps } from './Dialog'

export default function OpenDialog({ title, onClose, children, actions, onSubmit }: DialogProps) {
  const submit = (event: SyntheticEvent) => {
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

import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react'
import { loadPopovers } from './overlays'

export interface PopoverProps {
  trigger: ReactElement<{ onClick?: () => void }>
  label: string
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  children: ReactNode
}

const OpenPopover = lazy(loadPopovers)

/** What stands beneath its button while it is open. */
export function Popover(props: PopoverProps) {
  const { trigger, isOpen, onOpen } = props
  // Once it was open it stays what it is: its button gets the focus back.
  const [wasOpen, setWasOpen] = useState(false)
  if (isOpen && !wasOpen) setWasOpen(true)
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onClick: () => onOpen(true),
  } as PopoverProps['trigger']['props'])
  if (!isOpen && !wasOpen) return closed
  return (
    <Suspense fallback={closed}>
      <OpenPopover {...props} />
    </Suspense>
  )
}

import { cloneElement, lazy, Suspense, useState } from 'react'
import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from 'react'
import { loadMenus } from './overlays'

export interface MenuItem {
  title: ReactNode
  keys?: string
  onSelect?: () => void
  isDisabled?: boolean
  isDanger?: boolean
}

interface TriggerProps {
  onClick?: (event: MouseEvent) => void
  onKeyDown?: (event: KeyboardEvent) => void
}

export interface MenuProps {
  trigger: ReactElement<TriggerProps>
  items: (MenuItem | null)[]
}

const OpenMenu = lazy(loadMenus)

/**
 * A button that opens a list of acts; `null` is a line between them. A page has hundreds of them and few are opened:
 * before that, it is but the button.
 */
export function Menu({ trigger, items }: MenuProps) {
  const [wanted, setWanted] = useState<'by key' | 'by pointer' | null>(null)
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // A key makes a click too, but one without a count.
    onClick: (event: MouseEvent) => setWanted(event.detail === 0 ? 'by key' : 'by pointer'),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      event.stopPropagation()
      setWanted('by key')
    },
  } as TriggerProps)
  if (wanted === null) return closed
  return (
    <Suspense fallback={closed}>
      <OpenMenu trigger={trigger} items={items} isByKey={wanted === 'by key'} />
    </Suspense>
  )
}

import { DropdownMenu } from 'radix-ui'
import { useEffect, useRef } from 'react'
import type { MenuProps } from './Menu'

interface OpenMenuProps extends MenuProps {
  /** Then the first act has the focus. */
  isByKey: boolean
}

/** Opens as it comes into the page, and again as often as its button is pressed. */
export default function OpenMenu({ trigger, items, isByKey }: OpenMenuProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isByKey) list.current?.querySelector<HTMLElement>('[role=menuitem]:not([data-disabled])')?.focus()
  }, [isByKey])
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content ref={list} className="menu" align="start" sideOffset={4} collisionPadding={8}>
          {items.map((item, i) =>
            item ? (
              <DropdownMenu.Item
                key={i}
                className={`item${item.isDanger ? ' bad' : ''}`}
                disabled={item.isDisabled ?? false}
                onSelect={() => item.onSelect?.()}
              >
                <span className="grow">{item.title}</span>
                {item.keys && <kbd>{item.keys}</kbd>}
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Separator key={i} className="line" />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

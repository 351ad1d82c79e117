import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

export interface MenuItem {
  title: ReactNode
  keys?: string
  onSelect?: () => void
  isDisabled?: boolean
  isDanger?: boolean
}

/** A button that opens a list of acts; `null` is a line between them. */
export function Menu({ trigger, items }: { trigger: ReactNode; items: (MenuItem | null)[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
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

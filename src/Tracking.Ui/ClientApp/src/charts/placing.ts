import { placed, stepped } from './arrangement'

/** Something that can be dragged to another place among its like, or moved there by keys. */
export interface Placing {
  /** Of what it is one; things of different groups do not mix. */
  group: string
  key: string
  /** All of the group in their present order. */
  keys: string[]
  onOrder: (keys: string[]) => void
}

/** What is being dragged: the data of a drag cannot be read before the drop. */
let dragged: { group: string; key: string } | null = null

/** For the handle, which is a button: drag it, or press arrow keys on it. */
export function handleOf({ group, key, keys, onOrder }: Placing) {
  const moves: Partial<Record<string, string[]>> = {
    ArrowLeft: stepped(keys, key, -1),
    ArrowUp: stepped(keys, key, -1),
    ArrowRight: stepped(keys, key, 1),
    ArrowDown: stepped(keys, key, 1),
    Home: stepped(keys, key, -keys.length),
    End: stepped(keys, key, keys.length),
  }
  return {
    draggable: true,
    onDragStart: (event: React.DragEvent) => {
      dragged = { group, key }
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', key)
      event.stopPropagation()
    },
    onDragEnd: () => {
      dragged = null
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const order = moves[event.key]
      if (!order) return
      event.preventDefault()
      event.stopPropagation()
      onOrder(order)
    },
  }
}

/** For the whole thing: what is dropped on it takes its place. */
export function targetOf({ group, key, keys, onOrder }: Placing) {
  return {
    onDragOver: (event: React.DragEvent) => {
      if (dragged?.group === group) event.preventDefault()
    },
    onDrop: (event: React.DragEvent) => {
      if (dragged?.group !== group) return
      event.preventDefault()
      event.stopPropagation()
      onOrder(placed(keys, dragged.key, key))
    },
  }
}

import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that can be done here and now: by its keys, in the palette, in the list of all keys. */
export interface Command {
  id: string
  title: string
  group: 'Actions' | 'View' | 'Go to' | 'Settings'
  /** Such as `c`, `Ctrl+k`, `Shift+y` or `g e` (one after the other). */
  keys?: string
  /** Other keys that do the same, such as an arrow. */
  also?: string
  run: () => void
  /** What it acts on, such as "4 runs". */
  note?: string
}

type Source = () => readonly Command[]

const sources = new Set<Source>()
const listeners = new Set<() => void>()
const sequenceMilliseconds = 1000
let version = 0
let lastKey = { text: '', time: 0 }

/** Offers commands while the component is there. Later ones win where keys are the same. */
export function useCommands(commands: readonly Command[]) {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })
  useEffect(() => {
    const source: Source = () => current.current
    sources.add(source)
    announce()
    return () => {
      sources.delete(source)
      announce()
    }
  }, [])
}

function announce() {
  version++
  for (const listener of listeners) listener()
}

/** Everything on offer, the most local first. */
export function allCommands(): Command[] {
  const byId = new Map<string, Command>()
  for (const source of [...sources].reverse()) {
    for (const command of source()) if (!byId.has(command.id)) byId.set(command.id, command)
  }
  return [...byId.values()]
}

export function useAllCommands(): Command[] {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => version,
  )
  return allCommands()
}

/** Binds the keys of all commands to the window; gives back how to end that. */
export function listenForKeys(): () => void {
  const listener = (event: KeyboardEvent) => {
    const chord = chordOf(event)
    if (!chord || event.defaultPrevented || isMine(event, chord)) return
    const sequence = event.timeStamp - lastKey.time < sequenceMilliseconds ? `${lastKey.text} ${chord}` : chord
    lastKey = { text: chord, time: event.timeStamp }
    const commands = allCommands()
    const found =
      commands.find((c) => c.keys === sequence) ?? commands.find((c) => c.keys === chord || c.also === chord)
    if (!found) return
    event.preventDefault()
    lastKey = { text: '', time: 0 }
    if (rowKeys.has(chord)) leaveButton()
    found.run()
  }
  window.addEventListener('keydown', listener)
  return () => window.removeEventListener('keydown', listener)
}

export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key) || event.altKey) return ''
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const isLetter = /^[a-z]$/.test(key) || key.length > 1
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.shiftKey && isLetter ? 'Shift+' : '') + key
}

/** Keys that go from row to row. */
const rowKeys: ReadonlySet<string> = new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'])

const pressed = 'a[href],button'

/** Whoever goes on to a row has left the button that was clicked before: Enter is for the row again. */
function leaveButton() {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && activeElement.matches(pressed)) activeElement.blur()
}

/** Whether the key belongs to what has the focus: a field, a dialog, a menu, or a button or link to Enter. */
function isMine(event: KeyboardEvent, chord: string): boolean {
  const target = event.target instanceof HTMLElement ? event.target : document.body
  if (chord === 'Ctrl+k') return false
  const types = target.closest('input:not([type=checkbox]):not([type=range]),textarea,select,[contenteditable=true]')
  if (chord === 'Enter' && target.closest(pressed)) return true
  return types !== null || target.closest('[role=dialog],[role=menu]') !== null
}

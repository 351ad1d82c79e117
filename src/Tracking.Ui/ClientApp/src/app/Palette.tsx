import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { visible } from '../ui/text'
import { Keys } from './Keys'
import { useAllCommands } from './commands'
import { matchOf, type Match } from './fuzzy'
import { findPlaces } from './places'

interface Row {
  id: string
  group: string
  match: Match
  note: string
  keys?: string
  run: () => void
}

const groups = ['Actions', 'View', 'Go to', 'Settings']
const shownPlaces = 18

export default function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [cursor, setCursor] = useState(0)
  const rows = useRows(text, onClose)
  const at = Math.min(cursor, Math.max(0, rows.length - 1))
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const onKey = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setCursor((at + step + rows.length) % Math.max(1, rows.length))
    else if (event.key === 'Enter') rows[at]?.run()
    else return
    event.preventDefault()
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className="dialog palette" aria-describedby={undefined} onKeyDown={onKey}>
          <Radix.Title className="hidden-text">Command palette</Radix.Title>
          <div className="ask">
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={rows[at] ? `palette-${at}` : undefined}
              aria-label="Search or run a command"
              placeholder="An act, or the name or id of anything"
              value={text}
              autoFocus
              onChange={(event) => {
                setText(event.target.value)
                setCursor(0)
              }}
            />
            <kbd>Esc</kbd>
          </div>
          <div className="list" id="palette-list" role="listbox" aria-label="Results" ref={list}>
            {rows.map((row, i) => (
              <div key={row.id} role="presentation">
                {row.group !== rows[i - 1]?.group && <div className="heading">{row.group}</div>}
                <div id={`palette-${i}`} className="item" role="option" aria-selected={i === at} onClick={row.run}>
                  <Marked match={row.match} />
                  <span className="sub ell">{row.note}</span>
                  <span className="end">{row.keys && <Keys text={row.keys} />}</span>
                </div>
              </div>
            ))}
            {rows.length === 0 && <p className="heading">Nothing is called like this.</p>}
          </div>
          <div className="bottom hide-s">
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> move
            </span>
            <span>
              <kbd>↵</kbd> do it
            </span>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function useRows(text: string, onClose: () => void): Row[] {
  const [, navigate] = useLocation()
  const found = useQuery({
    queryKey: ['palette', text],
    queryFn: ({ signal }) => findPlaces(text.trim(), signal),
    enabled: text.trim().length > 0,
    placeholderData: keepPreviousData,
  })
  const commands = useAllCommands().filter((command) => command.id !== 'palette')
  const rows: Row[] = []
  for (const command of commands) {
    const match = matchOf(text, command.title)
    const run = () => {
      onClose()
      // After the dialog has given the focus back.
      setTimeout(command.run)
    }
    if (match) rows.push({ ...command, match, note: command.note ?? '', run })
  }
  rows.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || b.match.score - a.match.score)
  if (text.trim() === '') return rows
  const places = (found.data ?? []).slice(0, shownPlaces).map((place) => ({
    id: place.path,
    group: 'Found',
    match: matchOf(text, visible(place.name)) ?? { text: visible(place.name), parts: [], score: 0 },
    note: place.kind,
    run: () => {
      onClose()
      navigate(place.path)
    },
  }))
  return [...rows, ...places]
}

function Marked({ match }: { match: Match }) {
  return (
    <bdi className="ell">
      {Array.from(match.text).map((letter, i) => (match.parts.includes(i) ? <mark key={i}>{letter}</mark> : letter))}
    </bdi>
  )
}

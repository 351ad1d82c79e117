import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../ui/Button'
import { copyText } from '../ui/copying'
import { Icon, type IconName } from '../ui/icons'
import { listenForKeys, useCommands, type Command } from './commands'
import { prepareOverlays } from '../ui/overlays'
import { whenSettled } from './idle'
import { toggleTheme } from './theme'
import { toast, Toasts, undoLast } from './toasts'

const Palette = lazy(() => import('./Palette'))
const KeyList = lazy(() => import('./KeyList'))

const places: { name: string; path: string; icon: IconName; keys: string }[] = [
  { name: 'Experiments', path: '/experiments', icon: 'experiment', keys: 'g e' },
  { name: 'Runs', path: '/runs', icon: 'run', keys: 'g r' },
  { name: 'Models', path: '/models', icon: 'model', keys: 'g m' },
  { name: 'Endpoints', path: '/endpoints', icon: 'endpoint', keys: 'g p' },
]

export function Shell({ children }: { children: ReactNode }) {
  const [path, navigate] = useLocation()
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null)
  useEffect(listenForKeys, [])
  useEffect(() => whenSettled(prepareOverlays), [])
  useCommands([
    ...places.map(
      (place): Command => ({
        id: `go ${place.path}`,
        title: place.name,
        group: 'Go to',
        keys: place.keys,
        run: () => navigate(place.path),
      }),
    ),
    {
      id: 'palette',
      title: 'Search or run a command',
      group: 'View',
      keys: 'Ctrl+k',
      run: () => setOverlay('palette'),
    },
    { id: 'theme', title: 'Switch between light and dark', group: 'Settings', keys: '\\', run: toggleTheme },
    { id: 'keys', title: 'Show all keys', group: 'Settings', keys: '?', run: () => setOverlay('keys') },
    { id: 'undo', title: 'Undo the last act', group: 'Actions', keys: 'z', run: undoLast },
    { id: 'link', title: 'Copy a link to this view', group: 'View', keys: 'Shift+y', run: () => void copyLink() },
  ])
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <nav className="nav" aria-label="Main">
        <Link className="brand" href="/experiments">
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M1.500 15h4V9.500h5V5h6" fill="none" stroke="currentColor" strokeWidth="2" />
            <circle cx="15.300" cy="5" r="2.200" fill="currentColor" />
          </svg>
          Tracking
        </Link>
        {places.map((place) => (
          <Link key={place.path} className="place" href={place.path} {...currentOf(path, place.path)}>
            {place.name}
          </Link>
        ))}
        <span className="grow" />
        <button type="button" className="kbar" onClick={() => setOverlay('palette')}>
          <Icon name="search" />
          <span className="label grow">Search or run a command</span>
          <kbd>Ctrl K</kbd>
        </button>
        <Button kind="quiet" icon="theme" label="Switch theme" onClick={toggleTheme} />
      </nav>
      <main className="view" id="content" tabIndex={-1} style={{ outline: 0 }}>
        {children}
      </main>
      <nav className="tabbar" aria-label="Main">
        {places.map((place) => (
          <Link key={place.path} href={place.path} {...currentOf(path, place.path)}>
            <Icon name={place.icon} size={18} />
            {place.name}
          </Link>
        ))}
      </nav>
      <Toasts />
      <Suspense fallback={null}>
        {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} />}
        {overlay === 'keys' && <KeyList onClose={() => setOverlay(null)} />}
      </Suspense>
    </>
  )
}

function currentOf(path: string, place: string) {
  return path === place || path.startsWith(`${place}/`) ? { 'aria-current': 'page' as const } : {}
}

async function copyLink() {
  if (await copyText(window.location.href)) toast({ text: 'Link to this view copied.' })
}

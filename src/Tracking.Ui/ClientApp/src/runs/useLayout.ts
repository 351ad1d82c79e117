import { useSyncExternalStore } from 'react'
import type { Layout, ViewState } from './viewState'

const narrow = matchMedia('(max-width: 1080px)')

const wideParts: (readonly [Layout, string])[] = [
  ['table', 'Table'],
  ['split', 'Split'],
  ['charts', 'Charts'],
  ['images', 'Images'],
]

/** What is shown beside what: a narrow window has room for one of both. */
export function useLayout(view: Pick<ViewState, 'layout' | 'tableWidth'>) {
  const isNarrow = useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
  const shown: Layout = isNarrow && view.layout === 'split' ? 'table' : view.layout
  const hasBoth = shown === 'split'
  return {
    shown,
    parts: isNarrow ? wideParts.filter(([part]) => part !== 'split') : wideParts,
    hasTable: shown === 'table' || hasBoth,
    hasCharts: shown === 'charts' || hasBoth,
    hasImages: shown === 'images',
    hasBoth,
    columns: hasBoth ? `${view.tableWidth}px 1px minmax(0, 1fr)` : 'minmax(0, 1fr)',
  }
}

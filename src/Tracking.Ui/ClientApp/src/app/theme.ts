import { useSyncExternalStore } from 'react'

type Theme = 'light' | 'dark'

const key = 'tracking.theme'
const listeners = new Set<() => void>()
const preference = matchMedia('(prefers-color-scheme: dark)')

/** The explicit choice, else what the system prefers. */
export function currentTheme(): Theme {
  const chosen = localStorage.getItem(key)
  return chosen === 'dark' || chosen === 'light' ? chosen : preference.matches ? 'dark' : 'light'
}

export function applyTheme() {
  document.documentElement.dataset.theme = currentTheme()
  for (const listener of listeners) listener()
}

export function toggleTheme() {
  localStorage.setItem(key, currentTheme() === 'dark' ? 'light' : 'dark')
  applyTheme()
}

/** Canvases read their colours from the tokens: they draw again when this changes. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    preference.addEventListener('change', applyTheme)
    return () => listeners.delete(listener)
  }, currentTheme)
}

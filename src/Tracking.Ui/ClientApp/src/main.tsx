import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'
import './styles/table.css'
import './styles/charts.css'
import './styles/documents.css'
import './styles/serving.css'
import './styles/overlays.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { App } from './app/App'
import { placeOfLegacyLink } from './app/legacyLinks'
import { applyTheme } from './app/theme'

/** The path before every place: the static prefix of the server, without a slash at its end. */
const base = new URL('.', document.baseURI).pathname.replace(/\/$/, '')
const place = placeOfLegacyLink(window.location.hash)
if (place) window.history.replaceState(null, '', base + place)

applyTheme()
const queries = new QueryClient({
  // The user decides what to try again: an error says what it was.
  defaultOptions: { queries: { retry: false, staleTime: 2000, refetchOnWindowFocus: true } },
})
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Router base={base}>
        <App />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
)

import { lazy, type ComponentType } from 'react'
import type { ModelVersion, RegisteredModel } from '../api/registry'
import type { ModelOverlay } from '../registry/ModelDialogs'
import { OverviewTab } from './OverviewTab'

export interface VersionTabProps {
  version: ModelVersion
  /** Its registered model, once that is known. */
  model: RegisteredModel | undefined
  /** Where the page is, such as `/models/churn/@champion`; tabs stand below it. */
  address: string
  /** What follows the tab in the URL. */
  rest: string
  onAct: (overlay: ModelOverlay) => void
}

export interface VersionTab {
  id: string
  title: string
  View: ComponentType<VersionTabProps>
}

/** Shown where the URL names none: to try a version needs a process that serves it. */
export const defaultTab: VersionTab = { id: 'overview', title: 'Overview', View: OverviewTab }

/** In the order of the page. */
export const versionTabs: VersionTab[] = [
  { id: 'try', title: 'Try it', View: lazy(() => import('../tryout/TryTab')) },
  defaultTab,
  { id: 'compare', title: 'Compare', View: lazy(() => import('./CompareTab')) },
  { id: 'files', title: 'Files', View: lazy(() => import('./FilesTab')) },
  { id: 'load', title: 'Load test', View: lazy(() => import('../tryout/LoadTab')) },
  { id: 'history', title: 'History', View: lazy(() => import('./HistoryTab')) },
]

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

/** In the order of the page; the first is shown where the URL names none. */
export const versionTabs: VersionTab[] = [
  { id: 'overview', title: 'Overview', View: OverviewTab },
  { id: 'compare', title: 'Compare', View: lazy(() => import('./CompareTab')) },
  { id: 'files', title: 'Files', View: lazy(() => import('./FilesTab')) },
  { id: 'history', title: 'History', View: lazy(() => import('./HistoryTab')) },
]

import { lazy, type ComponentType } from 'react'
import type { Run } from '../api/runs'
import { OverviewTab } from './OverviewTab'

export interface RunTabProps {
  run: Run
  /** What follows the tab in the URL. */
  rest: string
  onChanged: () => Promise<unknown>
}

export interface RunTab {
  id: string
  title: string
  View: ComponentType<RunTabProps>
}

export const runTabs: RunTab[] = [
  { id: 'overview', title: 'Overview', View: OverviewTab },
  { id: 'charts', title: 'Charts', View: lazy(() => import('./ChartsTab')) },
  { id: 'artifacts', title: 'Artifacts', View: lazy(() => import('../artifacts/ArtifactsTab')) },
  {
    id: 'system',
    title: 'System',
    View: lazy(() => import('./ChartsTab').then((tab) => ({ default: tab.SystemTab }))),
  },
  { id: 'logs', title: 'Logs', View: lazy(() => import('./LogsTab')) },
  { id: 'traces', title: 'Traces', View: lazy(() => import('./TracesTab')) },
  { id: 'code', title: 'Code and environment', View: lazy(() => import('./CodeTab')) },
]

import type { RunStatus } from '../api/runs'
import type { TraceState } from '../api/traces'
import { StatusGlyph } from '../ui/StatusGlyph'

const statuses: Record<TraceState, RunStatus> = {
  OK: 'FINISHED',
  ERROR: 'FAILED',
  IN_PROGRESS: 'RUNNING',
  STATE_UNSPECIFIED: 'SCHEDULED',
}

export const TraceStateMark = ({ state }: { state: TraceState }) => <StatusGlyph status={statuses[state]} />

import type { RunStatus } from '../api/runs'

const names: Record<RunStatus, string> = {
  FINISHED: 'Finished',
  RUNNING: 'Running',
  FAILED: 'Failed',
  KILLED: 'Killed',
  SCHEDULED: 'Scheduled',
}

export const statusName = (status: RunStatus): string => names[status]

export function StatusGlyph({ status }: { status: RunStatus }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={names[status]} fill="none">
      <title>{names[status]}</title>
      {shapes[status]}
    </svg>
  )
}

const cross = 'm3.200 3.200 5.600 5.600M8.800 3.200 3.200 8.800'

const shapes: Record<RunStatus, React.ReactElement> = {
  FINISHED: <path d="M2.500 6.500 5 9l4.500-5.500" stroke="var(--ink3)" strokeWidth="1.4" />,
  RUNNING: (
    <>
      <circle cx="6" cy="6" r="4" stroke="var(--line2)" strokeWidth="2" />
      <path d="M6 2a4 4 0 1 1-4 4" stroke="var(--accent)" strokeWidth="2" />
    </>
  ),
  FAILED: <path d={cross} stroke="var(--bad)" strokeWidth="1.6" />,
  KILLED: <path d={cross} stroke="var(--warn)" strokeWidth="1.6" />,
  SCHEDULED: <circle cx="6" cy="6" r="4" stroke="var(--ink3)" strokeWidth="1.4" />,
}

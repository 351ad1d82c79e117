import type { EndpointState } from '../api/endpoints'

const names: Record<EndpointState, string> = {
  STARTING: 'Starting',
  READY: 'Ready',
  RESTARTING: 'Starting again',
  STOPPING: 'Stopping',
  STOPPED: 'Stopped',
  FAILED: 'Failed',
}

const colours: Record<EndpointState, string> = {
  STARTING: 'sec',
  READY: 'ok',
  RESTARTING: 'warn',
  STOPPING: 'sec',
  STOPPED: 'mut',
  FAILED: 'bad',
}

/** A mark and a word: colour is never the only sign. */
export function StateMark({ state }: { state: EndpointState }) {
  return (
    <span className={`state ${colours[state]}`}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        {state === 'READY' ? (
          <circle cx="4" cy="4" r="4" fill="currentColor" />
        ) : state === 'FAILED' ? (
          <path d="M1 1l6 6M7 1L1 7" stroke="currentColor" strokeWidth="1.6" />
        ) : (
          <circle cx="4" cy="4" r="3.200" fill="none" stroke="currentColor" strokeWidth="1.4" />
        )}
      </svg>
      {names[state]}
    </span>
  )
}

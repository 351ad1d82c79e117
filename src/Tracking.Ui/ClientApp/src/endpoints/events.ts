import type { EndpointEvent } from '../api/endpoints'
import { visible } from '../ui/text'

const names: Record<EndpointEvent['kind'], string> = {
  STARTED: 'started',
  READY: 'ready',
  SWAPPED: 'swapped',
  RESTARTED: 'started again',
  STOPPED: 'stopped',
  FAILED: 'failed',
}

export const eventText = ({ kind, message }: EndpointEvent) =>
  [names[kind], message && visible(message)].filter(Boolean).join(': ')

/** A rule over time charts. */
export interface TimeMark {
  time: number
  text: string
  color: string
}

/** What changed who answers: readiness, swaps and ends. A start is marked by when it was ready. */
export const marksOf = (events: readonly EndpointEvent[]): TimeMark[] =>
  events
    .filter(({ kind }) => kind !== 'STARTED')
    .map((event) => ({ time: event.timestamp, text: eventText(event), color: colorOf(event.kind) }))

function colorOf(kind: EndpointEvent['kind']): string {
  if (kind === 'SWAPPED') return 'var(--accent)'
  return kind === 'FAILED' || kind === 'RESTARTED' ? 'var(--bad)' : 'var(--ink3)'
}

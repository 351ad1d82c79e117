import type { LoadTest } from '../api/endpoints'
import { numberText, plural } from '../ui/text'

export const millisecondsText = (value: number | undefined) => (value === undefined ? '–' : numberText(value, 3))

/** A load test as one line of text, such as for a tag. */
export const loadSummary = (test: LoadTest) =>
  `${numberText(test.figures.requests_per_second ?? 0, 4)} requests/s, p50 ${millisecondsText(test.figures.p50_ms)} ms, ` +
  `p99 ${millisecondsText(test.figures.p99_ms)} ms, ${plural(test.figures.failed, 'error')}; ` +
  `${plural(test.connections, 'connection')}, ${plural(test.rows_per_request ?? 1, 'row')} per request, ` +
  `${Math.round(test.elapsed_ms / 1000)} s on ${test.machine}, ${new Date(test.start_timestamp).toISOString()}`

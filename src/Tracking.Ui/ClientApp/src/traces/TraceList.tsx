import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { searchTraces, type TraceInfo } from '../api/traces'
import { Button } from '../ui/Button'
import { Name, Value } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { agoText, momentText, plural } from '../ui/text'
import { useNow } from '../ui/useNow'
import { millisecondsText } from './timeText'
import { TraceStateMark } from './TraceStateMark'
import { TraceHint } from './TraceHint'

interface TraceListProps {
  experiment: string
  /** What holds for every trace of the list, as the search language has it. */
  within?: string
}

/** Traces of an experiment or of a run, the newest first. */
export function TraceList({ experiment, within = '' }: TraceListProps) {
  const [draft, setDraft] = useState('')
  const [filter, setFilter] = useState('')
  const whole = [within, filter && (within ? `(${filter})` : filter)].filter(Boolean).join(' AND ')
  const found = useInfiniteQuery({
    queryKey: ['traces', experiment, whole],
    queryFn: ({ pageParam, signal }) => searchTraces(experiment, whole, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const traces = found.data?.pages.flatMap((page) => page.traces) ?? []
  return (
    <section className="pane" style={{ flex: 1 }} aria-label="Traces">
      <form
        className="bar"
        onSubmit={(event) => {
          event.preventDefault()
          setFilter(draft.trim())
        }}
      >
        <input
          className="in mono grow"
          style={{ marginTop: 4 }}
          aria-label="Filter traces"
          placeholder="status = 'ERROR' AND span.type = 'LLM'"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit">Search</Button>
      </form>
      <LoadingLine active={found.isFetching} />
      {found.isError ? (
        <ErrorState what="The traces could not be searched." error={found.error} retry={found.refetch} />
      ) : found.isSuccess && traces.length === 0 ? (
        filter ? (
          <Message title="No trace matches." />
        ) : (
          <TraceHint experiment={experiment} />
        )
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label="List of traces">
          <TraceTable traces={traces} />
        </div>
      )}
      <div className="foot">
        {found.isSuccess && plural(traces.length, 'trace')}
        {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>More</Button>}
      </div>
    </section>
  )
}

function TraceTable({ traces }: { traces: TraceInfo[] }) {
  const now = useNow()
  return (
    <table className="plain">
      <thead>
        <tr>
          <th style={{ width: 28 }}>
            <span className="hidden-text">State</span>
          </th>
          <th style={{ width: 200 }}>Trace</th>
          <th>Request</th>
          <th className="hide-s">Response</th>
          <th className="num" style={{ width: 96 }}>
            Duration
          </th>
          <th className="num" style={{ width: 120 }}>
            Began
          </th>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => (
          <tr key={trace.id}>
            <td>
              <TraceStateMark state={trace.state} />
            </td>
            <td>
              <Link className="link" href={`/trace/${encodeURIComponent(trace.id)}`}>
                <Name text={trace.name || trace.id} />
              </Link>
            </td>
            <td>
              <span className="row">
                <Value text={trace.request} />
              </span>
            </td>
            <td className="hide-s">
              <span className="row">
                <Value text={trace.response} />
              </span>
            </td>
            <td className="num">{trace.duration === undefined ? '–' : millisecondsText(trace.duration)}</td>
            <td className="num mut" title={momentText(trace.time)}>
              {agoText(trace.time, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

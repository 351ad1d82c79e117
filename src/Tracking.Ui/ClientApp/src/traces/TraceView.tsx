import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { getTrace, type Trace } from '../api/traces'
import { useCommands } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { CopyButton } from '../ui/copying'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { SpanDetails } from './SpanDetails'
import { spanLines } from './spanTree'
import { SpanTree } from './SpanTree'
import { millisecondsText } from './timeText'
import { TraceStateMark } from './TraceStateMark'

const liveMilliseconds = 2000

/** A trace: its spans as a tree over time, and what the chosen one took and gave. */
export default function TraceView({ id }: { id: string }) {
  const { query, change } = useUrlState()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const found = useQuery({
    queryKey: ['trace', id],
    queryFn: ({ signal }) => getTrace(id, signal),
    refetchInterval: (query) => (query.state.data?.info.state === 'IN_PROGRESS' ? liveMilliseconds : false),
  })
  const spans = found.data?.spans
  const lines = useMemo(() => spanLines(spans ?? [], closed), [spans, closed])
  const at = Math.max(
    0,
    lines.findIndex((line) => line.span.id === query.get('span')),
  )
  const chosen = lines[at]?.span
  const choose = (span: string) => change({ span })
  const move = (by: number) => {
    const next = lines[Math.min(lines.length - 1, Math.max(0, at + by))]
    if (next) choose(next.span.id)
  }
  useCommands([
    { id: 'next', title: 'Next span', group: 'View', keys: 'j', also: 'ArrowDown', run: () => move(1) },
    { id: 'previous', title: 'Previous span', group: 'View', keys: 'k', also: 'ArrowUp', run: () => move(-1) },
  ])
  if (found.isError) return <ErrorState what="The trace could not be loaded." error={found.error} retry={found.refetch} />
  const toggle = (span: string) => {
    const next = new Set(closed)
    if (!next.delete(span)) next.add(span)
    setClosed(next)
  }
  return (
    <>
      <TraceHead id={id} trace={found.data} />
      <LoadingLine active={found.isFetching} />
      {found.isSuccess && lines.length === 0 ? (
        <Message title="This trace has no spans yet." />
      ) : (
        <div className="split trace">
          <SpanTree lines={lines} closed={closed} chosen={chosen?.id ?? ''} onChoose={choose} onToggle={toggle} />
          {chosen && <SpanDetails key={chosen.id} span={chosen} />}
        </div>
      )}
    </>
  )
}

function TraceHead({ id, trace }: { id: string; trace: Trace | undefined }) {
  const info = trace?.info
  return (
    <div className="head">
      <div className="crumb grow">
        {info && (
          <>
            <Link href={`/experiments/${info.experiment}/traces`}>Traces</Link>
            <span>/</span>
          </>
        )}
        <h1>{trace ? <Name text={trace.info.name || trace.spans[0]?.name || id} /> : ' '}</h1>
        <span className="mono hide-s">{id}</span>
        <CopyButton text={id} label="Copy trace id" />
      </div>
      {info && (
        <span className="row sec">
          <TraceStateMark state={info.state} />
          {info.duration !== undefined && millisecondsText(info.duration)}
        </span>
      )}
      {info?.run && (
        <Link className="link" href={`/runs/${encodeURIComponent(info.run)}/traces`}>
          Run {info.run.slice(0, 8)}
        </Link>
      )}
    </div>
  )
}

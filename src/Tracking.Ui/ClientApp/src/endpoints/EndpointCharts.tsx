import type { EndpointEvent, EndpointSample } from '../api/endpoints'
import { marksOf } from './events'
import { TimeChart, type TimeSeries } from './TimeChart'

interface EndpointChartsProps {
  samples: EndpointSample[]
  events: EndpointEvent[]
}

/** What an endpoint did in the last hour, in steps of some seconds; starts, swaps and ends are rules. */
export function EndpointCharts({ samples, events }: EndpointChartsProps) {
  const marks = marksOf(events)
  const of = (name: string, color: string, value: (sample: EndpointSample) => number | undefined): TimeSeries => ({
    name,
    color,
    points: samples.map((sample) => [sample.timestamp, value(sample)]),
  })
  const perSecond = (count: number, sample: EndpointSample) => (1000 * count) / Math.max(1, sample.duration_ms)
  return (
    <div className="time-charts">
      <TimeChart
        marks={marks}
        title="Latency"
        unit="ms"
        series={[of('p50', 'var(--s2)', (s) => s.p50_ms), of('p99', 'var(--s4)', (s) => s.p99_ms)]}
      />
      <TimeChart
        marks={marks}
        title="Requests"
        unit="per second"
        series={[of('answered', 'var(--ink2)', (s) => perSecond(s.requests, s))]}
      />
      <TimeChart
        marks={marks}
        title="Batch size"
        unit="rows"
        series={[of('mean', 'var(--s3)', (s) => (s.executions > 0 ? s.rows / s.executions : undefined))]}
      />
      <TimeChart
        marks={marks}
        title="Errors"
        unit="per second"
        series={[of('failed', 'var(--bad)', (s) => perSecond(s.errors, s))]}
      />
    </div>
  )
}

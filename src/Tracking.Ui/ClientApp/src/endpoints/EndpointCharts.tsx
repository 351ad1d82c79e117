import type { EndpointSample } from '../api/endpoints'
import { TimeChart, type TimeSeries } from './TimeChart'

/** What an endpoint did in the last hour, in steps of some seconds. */
export function EndpointCharts({ samples }: { samples: EndpointSample[] }) {
  const of = (name: string, color: string, value: (sample: EndpointSample) => number | undefined): TimeSeries => ({
    name,
    color,
    points: samples.map((sample) => [sample.timestamp, value(sample)]),
  })
  const perSecond = (count: number, sample: EndpointSample) => (1000 * count) / Math.max(1, sample.duration_ms)
  return (
    <div className="time-charts">
      <TimeChart
        title="Latency"
        unit="ms"
        series={[of('p50', 'var(--s2)', (s) => s.p50_ms), of('p99', 'var(--s4)', (s) => s.p99_ms)]}
      />
      <TimeChart
        title="Requests"
        unit="per second"
        series={[of('answered', 'var(--ink2)', (s) => perSecond(s.requests, s))]}
      />
      <TimeChart
        title="Batch size"
        unit="rows"
        series={[of('mean', 'var(--s3)', (s) => (s.executions > 0 ? s.rows / s.executions : undefined))]}
      />
      <TimeChart
        title="Errors"
        unit="per second"
        series={[of('failed', 'var(--bad)', (s) => perSecond(s.errors, s))]}
      />
    </div>
  )
}

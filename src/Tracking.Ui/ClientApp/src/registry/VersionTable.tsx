import { useLocation } from 'wouter'
import type { ModelVersion } from '../api/registry'
import { GoalMark } from '../compare/GoalMark'
import { serves } from '../endpoints/serving'
import { isRunning, useEndpoints } from '../endpoints/useEndpoints'
import { KeyName } from '../ui/Name'
import { visible } from '../ui/text'
import type { ModelOverlay } from './ModelDialogs'
import { useRowKeys } from '../ui/useRowKeys'
import { useRunsOf } from './useRunsOf'
import { VersionLine } from './VersionLine'
import { versionPath } from './versions'
import { metricsOfVersions, type VersionMetric } from './versionMetrics'

interface VersionTableProps {
  versions: ModelVersion[]
  /** Of the registered model. */
  tags: Record<string, string> | undefined
  onAct: (overlay: ModelOverlay) => void
}

/** The metrics of each are a request for its run: those of older versions are in the comparison. */
const measuredMax = 30

/** The alias of the version that others are measured by. */
const reference = 'champion'

/** All versions of a model; columns that would be empty are left out. */
export function VersionTable({ versions, tags, onAct }: VersionTableProps) {
  const runs = useRunsOf(versions.slice(0, measuredMax)).map((found) => found.data)
  const at = versions.findIndex(({ aliases }) => aliases.includes(reference))
  const metrics = metricsOfVersions(runs, at, tags)
  const running = useEndpoints().data?.endpoints.filter(isRunning) ?? []
  const [, navigate] = useLocation()
  const { table, rowProps } = useRowKeys(versions.length, (i) => navigate(versionPath(versions[i]!)))
  const lines = versions.map((version, i) => ({
    version,
    run: runs[i],
    endpoints: running.filter((endpoint) => serves(endpoint, version)),
  }))
  const has = {
    stage: versions.some(({ stage }) => stage !== 'None'),
    description: versions.some(({ description }) => description !== ''),
    endpoint: lines.some(({ endpoints }) => endpoints.length > 0),
  }
  return (
    <table className="plain" aria-label="Versions" ref={table}>
      <thead>
        <tr>
          <th style={{ width: 72 }}>Version</th>
          <th>Aliases</th>
          {metrics.map((metric, i) => (
            <MetricHead key={metric.name} metric={metric} isFirst={i === 0} isMeasured={at >= 0} />
          ))}
          <th className="hide-s">Run</th>
          {has.stage && (
            <th className="hide-s" style={{ width: 96 }}>
              Stage
            </th>
          )}
          {has.description && <th className="hide-s">Description</th>}
          {has.endpoint && <th className="hide-s">Served by</th>}
          <th className="num hide-s" style={{ width: 80 }}>
            Created
          </th>
          <th style={{ width: 52 }}>
            <span className="hidden-text">Acts</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, i) => (
          <VersionLine key={line.version.version} {...{ ...line, metrics, has, onAct }} at={i} row={rowProps(i)} />
        ))}
      </tbody>
    </table>
  )
}

interface MetricHeadProps {
  metric: VersionMetric
  isFirst: boolean
  /** Whether there is a version that the others are measured by. */
  isMeasured: boolean
}

function MetricHead({ metric: { name, goal }, isFirst, isMeasured }: MetricHeadProps) {
  const measured = isMeasured ? `, and how far it is from that of @${reference}` : ''
  const title = `${visible(name)} of the version's run${measured}`
  return (
    <th className={`num${isFirst ? '' : ' hide-s'}`} style={{ width: 152 }} title={title}>
      <span className="row fact-name">
        <KeyName text={name} />
        <GoalMark metric={name} goal={goal} onGoal={null} />
      </span>
    </th>
  )
}

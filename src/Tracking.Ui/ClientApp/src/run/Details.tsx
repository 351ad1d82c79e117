import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { parentTag, type Run } from '../api/runs'
import { Value } from '../ui/Name'
import { durationText, momentText } from '../ui/text'

export function Details({ run }: { run: Run }) {
  const { tags } = run
  const parent = tags[parentTag]
  const source = tags['mlflow.source.name']
  const commit = tags['mlflow.source.git.commit']
  return (
    <div className="blk">
      <h2>Details</h2>
      <dl className="kv">
        <Fact name="Started">{momentText(run.start)}</Fact>
        <Fact name="Duration">{run.end > 0 ? durationText(run.end - run.start) : 'not ended'}</Fact>
        {run.user && (
          <Fact name="User">
            <Value text={run.user} />
          </Fact>
        )}
        {source && (
          <Fact name="Source">
            <span className="mono">
              <Value text={source} />
            </span>
          </Fact>
        )}
        {commit && (
          <Fact name="Git">
            <span className="mono">
              <Value text={commit.slice(0, 12)} />
            </span>
          </Fact>
        )}
        {parent && (
          <Fact name="Parent">
            <Link className="link" href={`/runs/${encodeURIComponent(parent)}/overview`}>
              {parent.slice(0, 8)}
            </Link>
          </Fact>
        )}
        <Fact name="Artifacts">
          <span className="mono">
            <Value text={run.artifacts} />
          </span>
        </Fact>
      </dl>
    </div>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { parentTag, searchRuns, type Run } from '../api/runs'
import { Name, Value } from '../ui/Name'
import { durationText, momentText } from '../ui/text'

const childrenShown = 5

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
        <Children run={run} />
        <Fact name="Artifacts">
          <span className="mono">
            <Value text={run.artifacts} />
          </span>
        </Fact>
      </dl>
    </div>
  )
}

function Children({ run }: { run: Run }) {
  const children = useQuery({
    queryKey: ['children', run.id],
    queryFn: ({ signal }) =>
      searchRuns(
        { experiments: [run.experiment], filter: `tags.\`${parentTag}\` = '${run.id}'`, orderBy: [], life: 'active' },
        childrenShown,
        undefined,
        signal,
      ),
  })
  if (!children.data || children.data.runs.length === 0) return null
  const all = new URLSearchParams({ q: `tags.\`${parentTag}\` = '${run.id}'` })
  return (
    <Fact name="Children">
      {children.data.runs.map((child) => (
        <Link key={child.id} className="link" href={`/runs/${child.id}/overview`}>
          <Name text={child.name} />
        </Link>
      ))}
      {children.data.next && (
        <Link className="link" href={`/experiments/${run.experiment}/runs?${all.toString()}`}>
          all children
        </Link>
      )}
    </Fact>
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

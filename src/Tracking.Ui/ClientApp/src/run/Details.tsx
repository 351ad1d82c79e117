import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { parentTag, type Run } from '../api/runs'
import { CopyButton } from '../ui/copying'
import { Value } from '../ui/Name'
import { durationText, momentText, visible } from '../ui/text'

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
        {source && <CopiedFact name="Source" text={source} />}
        {commit && <CopiedFact name="Git" text={commit} shown={commit.slice(0, 12)} />}
        {parent && (
          <Fact name="Parent">
            <Link className="link" href={`/runs/${encodeURIComponent(parent)}/overview`}>
              {parent.slice(0, 8)}
            </Link>
          </Fact>
        )}
        <CopiedFact name="Artifacts" text={run.artifacts} />
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

interface CopiedFactProps {
  name: string
  text: string
  /** A part of it, where the whole is long. */
  shown?: string
}

/** An id or a place, with a button that copies all of it. */
export function CopiedFact({ name, text, shown = text }: CopiedFactProps) {
  return (
    <Fact name={name}>
      <span className="row copied">
        <span className="mono ell" title={visible(text)}>
          <Value text={shown} />
        </span>
        <CopyButton text={text} label={`Copy ${name.charAt(0).toLowerCase()}${name.slice(1)}`} />
      </span>
    </Fact>
  )
}

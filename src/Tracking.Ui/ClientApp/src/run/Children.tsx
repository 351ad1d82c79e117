import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { parentTag, searchRuns, type Run } from '../api/runs'
import { Button } from '../ui/Button'
import { Name } from '../ui/Name'
import { StatusGlyph } from '../ui/StatusGlyph'
import { messageOf } from '../api/client'

const childrenShown = 20
const indent = 16

const filterOf = (run: string) => `tags.\`${parentTag}\` = '${run}'`

/** The runs below a run, as a tree that loads what is unfolded. */
export function Children({ run }: { run: Run }) {
  const found = useChildren(run)
  if (!found.data || found.data.runs.length === 0) return null
  return (
    <div className="blk">
      <h2>Children</h2>
      <Branch run={run} depth={0} />
    </div>
  )
}

const useChildren = (run: Run) =>
  useQuery({
    queryKey: ['children', run.id],
    queryFn: ({ signal }) =>
      searchRuns(
        { experiments: [run.experiment], filter: filterOf(run.id), orderBy: [], life: 'active' },
        childrenShown,
        undefined,
        signal,
      ),
  })

function Branch({ run, depth }: { run: Run; depth: number }) {
  const found = useChildren(run)
  if (found.isError) return <p className="bad">{messageOf(found.error)}</p>
  if (!found.data) return null
  const all = new URLSearchParams({ q: filterOf(run.id) })
  return (
    <ul>
      {found.data.runs.map((child) => (
        <Child key={child.id} run={child} depth={depth} />
      ))}
      {found.data.runs.length === 0 && (
        <li className="mut" style={{ paddingLeft: depth * indent + 28 }}>
          No children.
        </li>
      )}
      {found.data.next && (
        <li style={{ paddingLeft: depth * indent + 28 }}>
          <Link className="link" href={`/experiments/${run.experiment}/runs?${all.toString()}`}>
            All children
          </Link>
        </li>
      )}
    </ul>
  )
}

function Child({ run, depth }: { run: Run; depth: number }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <div className="row" style={{ paddingLeft: depth * indent, gap: 4 }}>
        <Button
          kind="small quiet"
          icon={isOpen ? 'down' : 'right'}
          label={isOpen ? 'Fold' : 'Unfold'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
        <StatusGlyph status={run.status} />
        <Link className="link ell" href={`/runs/${run.id}/overview`}>
          <Name text={run.name} />
        </Link>
      </div>
      {isOpen && <Branch run={run} depth={depth + 1} />}
    </li>
  )
}

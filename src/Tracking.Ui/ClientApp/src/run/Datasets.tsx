import { useState } from 'react'
import type { Run, RunDataset } from '../api/runs'
import { Name } from '../ui/Name'
import { visible } from '../ui/text'
import { DatasetDialog } from './DatasetDialog'

/** What the run was trained and measured on. */
export function Datasets({ run }: { run: Run }) {
  const [shown, setShown] = useState<RunDataset | null>(null)
  if (run.datasets.length === 0) return null
  return (
    <div className="blk">
      <h2>Datasets</h2>
      <dl className="kv">
        {run.datasets.map((set, i) => (
          <div key={i} style={{ display: 'contents' }}>
            <dt>{visible(set.context || 'data')}</dt>
            <dd>
              <button type="button" className="link row" style={{ maxWidth: '100%' }} onClick={() => setShown(set)}>
                <Name text={set.name} />
                <span className="mono mut">{visible(set.digest)}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {shown && <DatasetDialog dataset={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

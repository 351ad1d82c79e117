import { useState } from 'react'
import type { Run, RunDataset } from '../api/runs'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Name, Value } from '../ui/Name'
import { visible } from '../ui/text'

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
      {shown && (
        <Dialog
          title={`Dataset ${visible(shown.name)}`}
          onClose={() => setShown(null)}
          actions={<Button onClick={() => setShown(null)}>Close</Button>}
        >
          <dl className="kv">
            <dt>Digest</dt>
            <dd className="mono">{visible(shown.digest)}</dd>
            <dt>Source</dt>
            <dd className="mono">
              {visible(shown.sourceType)} <Value text={shown.source} />
            </dd>
          </dl>
          {shown.schema && <Part title="Schema" json={shown.schema} />}
          {shown.profile && <Part title="Profile" json={shown.profile} />}
        </Dialog>
      )}
    </div>
  )
}

function Part({ title, json }: { title: string; json: string }) {
  return (
    <section>
      <h3 className="mut">{title}</h3>
      <pre className="code" tabIndex={0}>
        {indented(json)}
      </pre>
    </section>
  )
}

export function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

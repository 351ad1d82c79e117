import type { ReactNode } from 'react'
import type { RunDataset } from '../api/runs'
import { indentedJson } from '../artifacts/fileKinds'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { KeyName, Value } from '../ui/Name'
import { visible } from '../ui/text'
import { factsOfProfile, fieldsOfSchema } from './datasetTables'

/** Where a dataset lies, its fields, and what is known of its values. */
export function DatasetDialog({ dataset, onClose }: { dataset: RunDataset; onClose: () => void }) {
  return (
    <Dialog
      title={`Dataset ${visible(dataset.name)}`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <dl className="kv">
        <dt>Used for</dt>
        <dd>{visible(dataset.context || 'data')}</dd>
        <dt>Digest</dt>
        <dd className="mono">{visible(dataset.digest)}</dd>
        <dt>Source</dt>
        <dd className="mono">
          {visible(dataset.sourceType)} <Value text={dataset.source} />
        </dd>
      </dl>
      {dataset.schema && <Schema json={dataset.schema} />}
      {dataset.profile && <Profile json={dataset.profile} />}
    </Dialog>
  )
}

function Schema({ json }: { json: string }) {
  const fields = fieldsOfSchema(json)
  if (!fields) return <Raw title="Schema" json={json} />
  return (
    <Part title={`Schema, ${fields.length} fields`}>
      <table className="plain signature" aria-label="Schema">
        <tbody>
          {fields.map((field, i) => (
            <tr key={i}>
              <td>
                {field.part && <span className="mut">{visible(field.part)} </span>}
                <KeyName text={field.name} />
              </td>
              <td className="mono sec">
                <Value text={field.type} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Profile({ json }: { json: string }) {
  const facts = factsOfProfile(json)
  if (!facts) return <Raw title="Profile" json={json} />
  return (
    <Part title="Profile">
      <table className="plain signature" aria-label="Profile">
        <tbody>
          {facts.map(([name, value]) => (
            <tr key={name}>
              <td>
                <KeyName text={name} />
              </td>
              <td>
                <Value text={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Raw({ title, json }: { title: string; json: string }) {
  return (
    <Part title={title}>
      <pre className="code" tabIndex={0}>
        {indentedJson(json)}
      </pre>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mut">{title}</h3>
      {children}
    </section>
  )
}

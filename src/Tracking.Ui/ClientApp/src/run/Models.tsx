import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { listArtifacts } from '../api/artifacts'
import { modelsOfRun } from '../api/loggedModels'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { Button } from '../ui/Button'
import { Name } from '../ui/Name'
import { visible } from '../ui/text'
import { RegisterDialog, type Registrable } from './RegisterDialog'

/** The models that the run logged, and the way into the registry. */
export function Models({ run }: { run: Run }) {
  const [isRegistering, setRegistering] = useState(false)
  const logged = useQuery({
    queryKey: ['logged models', run.id, run.models.length],
    queryFn: ({ signal }) => modelsOfRun(run.experiment, run.id, signal),
  })
  const folders = useModelFolders(run.id)
  const choices: Registrable[] = [
    ...(logged.data ?? []).map((model) => ({ name: model.name || model.id, source: `models:/${model.id}` })),
    ...folders.map((path) => ({ name: path, source: `runs:/${run.id}/${path}` })),
  ]
  const canRegister = choices.length > 0
  useCommands(
    canRegister
      ? [{ id: 'register', title: 'Register a model', group: 'Actions', keys: 'r', run: () => setRegistering(true) }]
      : [],
  )
  if (!canRegister) return null
  return (
    <div className="blk">
      <h2>
        Models
        <Button kind="small quiet" className="end" onClick={() => setRegistering(true)}>
          Register <kbd>R</kbd>
        </Button>
      </h2>
      {(logged.data ?? []).map((model) => (
        <p key={model.id} className="row wrap">
          <Name text={model.name || model.id} />
          {model.kind && <span className="chip">{visible(model.kind)}</span>}
          {model.status !== 'READY' && <span className="warn">{model.problem || model.status.toLowerCase()}</span>}
          {model.registrations.map((one) => (
            <Link key={`${one.name} ${one.version}`} className="link" href={pathOf(one)}>
              {visible(one.name)} {one.version}
            </Link>
          ))}
        </p>
      ))}
      {folders.map((path) => (
        <p key={path} className="row">
          <Link className="link" href={`/runs/${run.id}/artifacts/${encodeURIComponent(path)}/MLmodel`}>
            <Name text={path} />
          </Link>
        </p>
      ))}
      {isRegistering && <RegisterDialog run={run.id} choices={choices} onClose={() => setRegistering(false)} />}
    </div>
  )
}

const pathOf = ({ name, version }: { name: string; version: string }) =>
  `/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}`

const foldersLooked = 20

/** Folders among the run's artifacts that hold a model; older clients log models as plain artifacts. */
function useModelFolders(run: string): string[] {
  const found = useQuery({
    queryKey: ['model folders', run],
    queryFn: async ({ signal }) => {
      const folders = (await listArtifacts(run, '', signal)).filter((file) => file.isFolder).slice(0, foldersLooked)
      const inside = await Promise.all(folders.map((folder) => listArtifacts(run, folder.path, signal)))
      return folders.filter((_, i) => inside[i]!.some((file) => file.name === 'MLmodel')).map((folder) => folder.path)
    },
  })
  return found.data ?? []
}

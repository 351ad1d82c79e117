import { Message } from '../ui/states'
import { Value } from '../ui/Name'
import { visible } from '../ui/text'
import type { RunTabProps } from './tabs'

const names: Record<string, string> = {
  'mlflow.source.name': 'Source',
  'mlflow.source.type': 'Kind',
  'mlflow.source.git.commit': 'Commit',
  'mlflow.source.git.branch': 'Branch',
  'mlflow.source.git.repoURL': 'Repository',
  'mlflow.project.entryPoint': 'Entry point',
  'mlflow.project.env': 'Environment',
  'mlflow.project.backend': 'Backend',
  'mlflow.docker.image.uri': 'Image',
  'mlflow.docker.image.id': 'Image id',
}

/** What systems noted about where the run came from. */
export default function CodeTab({ run }: RunTabProps) {
  const noted = Object.entries(run.tags)
    .filter(([key]) => (key.startsWith('mlflow.') && key !== 'mlflow.note.content') || key.startsWith('tracking.'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (noted.length === 0) return <Message title="This run noted nothing about its code." />
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="Code and environment">
      <table className="plain">
        <tbody>
          {noted.map(([key, value]) => (
            <tr key={key}>
              <td className="sec" title={visible(key)} style={{ width: 220 }}>
                {names[key] ?? visible(key)}
              </td>
              <td className="mono">
                <span className="row">
                  <Value text={value} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Run } from '../api/runs'
import { commitPage, repositoryPage } from '../code/repository'
import { surroundingsOf, type Surroundings } from '../code/surroundings'
import { PatchView } from '../diff/DiffView'
import { CopyButton } from '../ui/copying'
import { Name, Value } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { plural, visible } from '../ui/text'
import { Fact } from './Details'
import { FilterField } from './FilterField'
import type { RunTabProps } from './tabs'

/** Which code ran, what was changed in it, and in which environment. */
export default function CodeTab({ run }: RunTabProps) {
  const found = useQuery(surroundingsOf(run.id))
  return (
    <div className="doc pane" tabIndex={0} role="region" aria-label="Code and environment">
      <LoadingLine active={found.isLoading} />
      <div className="main">
        {found.isError && (
          <ErrorState what="The files of the run could not be read." error={found.error} retry={found.refetch} />
        )}
        {found.data && <Changes run={run} patch={found.data.patch} />}
        {found.data?.environments.map((one) => (
          <Packages key={one.path} run={run.id} path={one.path} packages={one.packages} />
        ))}
      </div>
      <aside>
        <Git run={run} />
        {found.data?.launch && <Launch launch={found.data.launch} />}
        <Noted run={run} />
      </aside>
    </div>
  )
}

function Changes({ run, patch }: { run: Run; patch: Surroundings['patch'] }) {
  const isDirty = run.tags['mlflow.source.git.dirty']
  if (!patch) {
    return (
      <Message title={isDirty === 'true' ? 'The code had changes that were not committed.' : 'No changes were kept.'}>
        <p className="sec">
          {isDirty === 'false'
            ? 'The work tree was clean: the commit is all there is.'
            : '`tracking run` keeps uncommitted changes of a project as project/changes.patch.'}
        </p>
      </Message>
    )
  }
  return (
    <section aria-label="Uncommitted changes">
      <div className="blk" style={{ borderBottom: 0, paddingBottom: 0 }}>
        <h2>
          Uncommitted changes <FileLink run={run.id} path={patch.path} />
        </h2>
      </div>
      <PatchView text={patch.text} isWhole={patch.isWhole} />
    </section>
  )
}

function FileLink({ run, path }: { run: string; path: string }) {
  const address = path.split('/').map(encodeURIComponent).join('/')
  return (
    <Link className="link mono ell" style={{ fontWeight: 400 }} href={`/runs/${run}/artifacts/${address}`}>
      {visible(path)}
    </Link>
  )
}

const packagesShown = 500

function Packages({ run, path, packages }: { run: string; path: string; packages: Record<string, string> }) {
  const [text, setText] = useState('')
  const names = Object.keys(packages).sort((a, b) => a.localeCompare(b))
  const shown = names.filter((name) => name.toLowerCase().includes(text.toLowerCase()))
  return (
    <section aria-label={`Packages of ${visible(path)}`}>
      <div className="blk" style={{ paddingBottom: 4 }}>
        <h2>
          {plural(names.length, 'package')} <FileLink run={run} path={path} />
          {names.length > 0 && <FilterField label="Filter packages" text={text} onChange={setText} />}
        </h2>
      </div>
      {shown.length > 0 && (
        <table className="plain signature">
          <tbody>
            {shown.slice(0, packagesShown).map((name) => (
              <tr key={name}>
                <td>
                  <Name text={name} />
                </td>
                <td className="mono sec">
                  <Value text={packages[name] ?? ''} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length > packagesShown && <p className="mut table-sum">The first {packagesShown}: filter to see others.</p>}
    </section>
  )
}

function Git({ run: { tags } }: { run: Run }) {
  const commit = tags['mlflow.source.git.commit']
  const branch = tags['mlflow.source.git.branch']
  const repository = tags['mlflow.source.git.repoURL']
  const dirty = tags['mlflow.source.git.dirty']
  return (
    <div className="blk">
      <h2>Git</h2>
      {!commit && !repository && <p className="mut">The run noted no commit.</p>}
      <dl className="kv">
        {commit && (
          <Fact name="Commit">
            <span className="row mono">
              <OutsideLink page={repository ? commitPage(repository, commit) : null} text={commit.slice(0, 12)} />
              <CopyButton text={commit} label="Copy the commit" />
            </span>
          </Fact>
        )}
        {branch && (
          <Fact name="Branch">
            <span className="mono">
              <Value text={branch} />
            </span>
          </Fact>
        )}
        {repository && (
          <Fact name="Repository">
            <OutsideLink page={repositoryPage(repository)} text={repository} />
          </Fact>
        )}
        {dirty !== undefined && (
          <Fact name="Work tree">
            {dirty === 'true' ? <span className="warn">changes not committed</span> : 'clean'}
          </Fact>
        )}
      </dl>
    </div>
  )
}

/** Leads away from this server only where that can run nothing. */
function OutsideLink({ page, text }: { page: string | null; text: string }) {
  return page ? (
    <a className="link ell" href={page} target="_blank" rel="noreferrer noopener" title={visible(page)}>
      {visible(text)}
    </a>
  ) : (
    <Value text={text} />
  )
}

const launchNames: [string, string][] = [
  ['project_uri', 'Project'],
  ['entry_point', 'Entry point'],
  ['command', 'Command'],
  ['environment_manager', 'Environment'],
  ['source_digest', 'Sources'],
]

function Launch({ launch }: { launch: Record<string, unknown> }) {
  const shown = launchNames.flatMap(([key, name]) => {
    const value = launch[key]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return (
    <div className="blk">
      <h2>Launch</h2>
      <dl className="kv">
        {shown.map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="mono">
              <Value text={value} />
            </span>
          </Fact>
        ))}
      </dl>
    </div>
  )
}

const names: Record<string, string> = {
  'mlflow.source.name': 'Source',
  'mlflow.source.type': 'Kind',
  'mlflow.project.entryPoint': 'Entry point',
  'mlflow.project.env': 'Environment',
  'mlflow.project.backend': 'Backend',
  'mlflow.docker.image.uri': 'Image',
  'mlflow.docker.image.id': 'Image id',
  'tracking.host': 'Machine',
  'tracking.runtime': 'Runtime',
  'tracking.entry_assembly': 'Program',
}

/** What else systems noted about where the run came from. */
function Noted({ run }: { run: Run }) {
  const noted = Object.entries(run.tags)
    .filter(([key]) => /^(mlflow|tracking)\./.test(key) && !key.startsWith('mlflow.source.git.'))
    .filter(([key]) => key !== 'mlflow.note.content')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (noted.length === 0) return null
  return (
    <div className="blk">
      <h2>Noted by systems</h2>
      <dl className="kv">
        {noted.map(([key, value]) => (
          <Fact key={key} name={names[key] ?? visible(key)}>
            <span className="mono">
              <Value text={value} />
            </span>
          </Fact>
        ))}
      </dl>
    </div>
  )
}

import { useQueries } from '@tanstack/react-query'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { repositoryPage } from '../code/repository'
import { allPackages, surroundingsOf, type Surroundings } from '../code/surroundings'
import { DiffLines } from '../diff/DiffView'
import { Value } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { plural, visible } from '../ui/text'
import { changedFiles, type ChangedFile } from './codeFacts'

interface CodePaneProps {
  runs: Run[]
  base: Run
  /** The run beside the baseline. */
  chosen: string | null
  onChoose: (id: string) => void
}

/** What differs in the code and the packages of one run from those of the baseline. */
export function CodePane({ runs, base, chosen, onChoose }: CodePaneProps) {
  const others = runs.filter((run) => run !== base)
  const other = others.find((run) => run.id === chosen) ?? others[0]!
  const found = useQueries({ queries: [surroundingsOf(base.id), surroundingsOf(other.id)] })
  const [a, b] = found
  const step = (by: number) => onChoose(others.at((others.indexOf(other) + by) % others.length)!.id)
  useCommands([
    { id: 'next run', title: 'Next run beside the baseline', group: 'View', keys: ']', run: () => step(1) },
    { id: 'previous run', title: 'Previous run beside the baseline', group: 'View', keys: '[', run: () => step(-1) },
  ])
  const failed = found.find((one) => one.isError)
  return (
    <>
      <div className="ctools">
        <span className="ell">{visible(base.name || base.id)} against</span>
        <select
          className="in"
          style={{ width: 'auto', height: 24 }}
          aria-label="Run beside the baseline"
          value={other.id}
          onChange={(event) => onChoose(event.target.value)}
        >
          {others.map((run) => (
            <option key={run.id} value={run.id}>
              {visible(run.name || run.id)}
            </option>
          ))}
        </select>
      </div>
      <LoadingLine active={found.some((one) => one.isLoading)} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Code and environment">
        {failed && (
          <ErrorState what="The files of a run could not be read." error={failed.error} retry={failed.refetch} />
        )}
        <Commits base={base} other={other} />
        {a.data && b.data && (
          <>
            <Patches base={a.data} other={b.data} />
            <Packages base={a.data} other={b.data} />
          </>
        )}
      </div>
    </>
  )
}

const commitTag = 'mlflow.source.git.commit'

function Commits({ base, other }: { base: Run; other: Run }) {
  const [from, to] = [base.tags[commitTag], other.tags[commitTag]]
  if (!from && !to) return <p className="blk mut">Neither run noted a commit.</p>
  if (from === to) {
    return (
      <p className="blk">
        Both ran commit <code className="mono">{visible(to!.slice(0, 12))}</code>.
      </p>
    )
  }
  const page = repositoryPage(other.tags['mlflow.source.git.repoURL'] ?? base.tags['mlflow.source.git.repoURL'] ?? '')
  const isHash = [from, to].every((commit) => /^[0-9a-f]{7,64}$/i.test(commit ?? ''))
  return (
    <p className="blk row wrap">
      Commits <code className="mono bad">{visible(from?.slice(0, 12) ?? 'none')}</code> and{' '}
      <code className="mono ok">{visible(to?.slice(0, 12) ?? 'none')}</code>
      {page && isHash && (
        <a className="link" href={`${page}/compare/${from!}...${to!}`} target="_blank" rel="noreferrer noopener">
          what lies between them
        </a>
      )}
    </p>
  )
}

const owners = { both: '', base: 'only in the baseline', other: 'only in the other run' }

function Patches({ base, other }: { base: Surroundings; other: Surroundings }) {
  const files = changedFiles(base.patch?.text ?? '', other.patch?.text ?? '')
  if (!base.patch && !other.patch) return <p className="blk mut">Neither run kept uncommitted changes.</p>
  if (files.length === 0) return <p className="blk">Their uncommitted changes are the same.</p>
  return (
    <section aria-label="Differences of uncommitted changes">
      <p className="patch-sum">{plural(files.length, 'file')} changed differently since the commits</p>
      {files.map((file) => (
        <FileDiff key={file.path} file={file} />
      ))}
    </section>
  )
}

function FileDiff({ file }: { file: ChangedFile }) {
  return (
    <>
      <h3 className="patch-file">
        <bdi className="ell mono">{visible(file.path)}</bdi>
        {owners[file.in] && <span className="chip">{owners[file.in]}</span>}
      </h3>
      <DiffLines lines={file.lines} />
    </>
  )
}

function Packages({ base, other }: { base: Surroundings; other: Surroundings }) {
  const [a, b] = [allPackages(base), allPackages(other)]
  const all = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((x, y) => x.localeCompare(y))
  const differing = all.filter((name) => a[name] !== b[name])
  if (all.length === 0) return <Message title="Neither run kept a list of its packages." />
  return (
    <section aria-label="Differences of packages">
      <div className="blk" style={{ paddingBottom: 4 }}>
        <h2>
          Packages{' '}
          <span className="mut">
            {differing.length} of {all.length} differ
          </span>
        </h2>
      </div>
      <table className="plain signature" aria-label="Packages">
        <tbody>
          {differing.map((name) => (
            <tr key={name}>
              <td>
                <Value text={name} />
              </td>
              <td className="mono bad">
                <Version text={a[name]} />
              </td>
              <td className="mono ok">
                <Version text={b[name]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Version = ({ text }: { text: string | undefined }) =>
  text === undefined ? <span className="mut">–</span> : <Value text={text} />

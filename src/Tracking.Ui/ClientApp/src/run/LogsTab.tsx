import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { artifactUrl, listArtifacts, readEnd, type ArtifactFile } from '../api/artifacts'
import { useUrlState } from '../app/urlState'
import { serverAddress } from '../cli/server'
import { runLogs } from '../snippets/snippets'
import { ErrorState, LoadingLine, Message, Snippets } from '../ui/states'
import { bytesText, plural, visible } from '../ui/text'
import { FilterField } from './FilterField'
import type { RunTabProps } from './tabs'

/** Where the SDK and `tracking run` put what a run printed and logged. */
const folders = ['', 'logs', 'project']
const isLog = /\.(log|out|err|txt|jsonl)$/i
const shownBytes = 1 << 20
const liveMilliseconds = 2000

/** The end of what the run printed and logged; it follows a run that is under way. */
export default function LogsTab({ run }: RunTabProps) {
  const { query, change } = useUrlState()
  const isLive = run.status === 'RUNNING' && liveMilliseconds
  const found = useQuery({
    queryKey: ['log files', run.id],
    queryFn: async ({ signal }) =>
      (await Promise.all(folders.map((folder) => listArtifacts(run.id, folder, signal))))
        .flat()
        .filter((file) => !file.isFolder && isLog.test(file.name)),
    refetchInterval: isLive,
  })
  if (found.isError) return <ErrorState what="The logs could not be listed." error={found.error} retry={found.refetch} />
  const files = found.data ?? []
  const file = files.find((one) => one.path === query.get('file')) ?? files[0]
  if (found.isSuccess && !file) return <NoLogs />
  return (
    <section className="pane grow" aria-label="Logs">
      <LoadingLine active={found.isLoading} />
      {file && (
        <LogFile
          key={file.path}
          run={run.id}
          file={file}
          isLive={isLive}
          choice={
            <select
              className="in"
              style={{ width: 'auto', height: 24 }}
              aria-label="Log"
              value={file.path}
              onChange={(event) => change({ file: event.target.value })}
            >
              {files.map((one) => (
                <option key={one.path} value={one.path}>
                  {visible(one.path)}
                </option>
              ))}
            </select>
          }
        />
      )}
    </section>
  )
}

interface LogFileProps {
  run: string
  file: ArtifactFile
  isLive: number | false
  choice: React.ReactElement
}

function LogFile({ run, file, isLive, choice }: LogFileProps) {
  const [filter, setFilter] = useState('')
  const found = useQuery({
    queryKey: ['log', run, file.path, file.bytes],
    queryFn: ({ signal }) => readEnd(artifactUrl(run, file.path), shownBytes, signal),
    refetchInterval: isLive,
    placeholderData: (before) => before,
  })
  const lines = useMemo(() => linesOf(found.data), [found.data])
  const wanted = filter.toLowerCase()
  const shown = wanted ? lines.filter((line) => line.toLowerCase().includes(wanted)) : lines
  return (
    <>
      <div className="ctools">
        {choice}
        <span className="mut">{plural(shown.length, 'line')}</span>
        {found.data && !found.data.isWhole && <span className="warn">The last {bytesText(shownBytes)} are shown.</span>}
        <FilterField label="Filter lines" text={filter} onChange={setFilter} />
        <a className="b s" href={artifactUrl(run, file.path)} download={file.name}>
          Download
        </a>
      </div>
      {found.isError ? (
        <ErrorState what="The log could not be read." error={found.error} retry={found.refetch} />
      ) : (
        <div className="scroll" tabIndex={0} role="log" aria-label="Lines of the log">
          <pre className="file-text">{shown.join('\n')}</pre>
        </div>
      )}
    </>
  )
}

/** A cut log begins in the middle of a line, which is left out. Colours of terminals are left out too. */
function linesOf(content: { bytes: Uint8Array; isWhole: boolean } | undefined): string[] {
  if (!content) return []
  const text = new TextDecoder().decode(content.bytes).replace(/\u001b\[[0-9;]*m/g, '')
  const lines = text.replace(/\n$/, '').split(/\r?\n/)
  return content.isWhole ? lines : lines.slice(1)
}

function NoLogs() {
  return (
    <Message title="This run kept no logs. Records of ILogger become a log of the run so:">
      <Snippets texts={runLogs(serverAddress())} />
      <p className="sec">What a program prints is kept by `tracking run` as project/output.log.</p>
    </Message>
  )
}

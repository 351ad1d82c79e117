import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { deleteRun, getRun, renameRun, restoreRun, type Run } from '../api/runs'
import { messageOf } from '../api/client'
import { useCommands } from '../app/commands'
import { toast } from '../app/toasts'
import { useExperiment } from '../experiments/useExperiments'
import { Button } from '../ui/Button'
import { CopyButton, copyText } from '../ui/copying'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState } from '../ui/states'
import { statusName, StatusGlyph } from '../ui/StatusGlyph'
import { TextDialog } from '../ui/TextDialog'
import { runTabs } from './tabs'

const liveMilliseconds = 2000

/** A run and its tabs; while it runs it is asked for again. `place` is the tab and what follows it. */
export default function RunView({ id, place }: { id: string; place: string }) {
  const queries = useQueryClient()
  const found = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => getRun(id, signal),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? liveMilliseconds : false),
  })
  const [isRenaming, setRenaming] = useState(false)
  const [tab = 'overview', ...rest] = place.split('/')
  const shown = runTabs.find((other) => other.id === tab) ?? runTabs[0]!
  const run = found.data
  const changed = () => queries.invalidateQueries({ queryKey: ['run', id] })
  const move = (act: (id: string) => Promise<unknown>, undo: (id: string) => Promise<unknown>, word: string) => {
    act(id)
      .then(() => toast({ text: `Run ${word}.`, undo: () => undo(id).then(changed) }))
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
      .finally(() => void changed())
  }
  const toggleLife = () =>
    run?.life === 'deleted' ? move(restoreRun, deleteRun, 'restored') : move(deleteRun, restoreRun, 'deleted')
  useCommands([
    { id: 'rename', title: 'Rename the run', group: 'Actions', keys: 'F2', run: () => setRenaming(true) },
    { id: 'copy id', title: 'Copy the run id', group: 'Actions', keys: 'y', run: () => void copyText(id) },
    { id: 'life', title: 'Delete or restore the run', group: 'Actions', run: toggleLife },
  ])
  if (found.isError && !run) {
    return <ErrorState what="The run could not be loaded." error={found.error} retry={found.refetch} />
  }
  return (
    <>
      <div className="head">
        <RunTitle id={id} run={run} />
        {run && (
          <span className="row sec">
            <StatusGlyph status={run.status} />
            {statusName(run.status)}
          </span>
        )}
        <Menu
          trigger={<Button kind="quiet" icon="more" label="Acts on the run" />}
          items={[
            { title: 'Rename', keys: 'F2', onSelect: () => setRenaming(true) },
            { title: 'Copy id', keys: 'Y', onSelect: () => void copyText(id) },
            null,
            {
              title: run?.life === 'deleted' ? 'Restore' : 'Delete',
              isDanger: run?.life !== 'deleted',
              onSelect: toggleLife,
            },
          ]}
        />
      </div>
      <nav className="tabs" aria-label="Run">
        {runTabs.map((other) => (
          <Link
            key={other.id}
            href={`/runs/${id}/${other.id}`}
            {...(other === shown && { 'aria-current': 'page' as const })}
          >
            {other.title}
          </Link>
        ))}
      </nav>
      {run && <shown.View run={run} rest={rest.map(decodeURIComponent).join('/')} onChanged={changed} />}
      {isRenaming && run && (
        <TextDialog
          title="Rename run"
          label="Name"
          action="Rename"
          text={run.name}
          onClose={() => setRenaming(false)}
          onSave={(name) => renameRun(id, name).then(changed)}
        />
      )}
    </>
  )
}

function RunTitle({ id, run }: { id: string; run: Run | undefined }) {
  const experiment = useExperiment(run?.experiment ?? '', run !== undefined)
  return (
    <div className="crumb grow">
      <Link href="/experiments" className="hide-s">
        Experiments
      </Link>
      <span className="hide-s">/</span>
      <Link href={`/experiments/${run?.experiment ?? ''}/runs`} className="hide-s">
        <Name text={experiment.data?.name ?? '…'} />
      </Link>
      <span className="hide-s">/</span>
      <h1>{run ? <Name text={run.name || run.id} /> : ' '}</h1>
      {run?.life === 'deleted' && <span className="chip">deleted</span>}
      <span className="mono hide-s">{id.slice(0, 8)}</span>
      <CopyButton text={id} label="Copy run id" />
    </div>
  )
}

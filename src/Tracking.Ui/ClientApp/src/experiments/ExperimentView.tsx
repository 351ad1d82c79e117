import { lazy, Suspense, useMemo, useState } from 'react'
import { Link, useSearch } from 'wouter'
import type { Experiment } from '../api/experiments'
import { useCommands } from '../app/commands'
import { idPrefix, LongStatesContext } from '../app/longStates'
import { LongViews } from '../runs/longViews'
import { RunsPane } from '../runs/RunsPane'
import { ViewsMenu } from '../runs/ViewsMenu'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Menu } from '../ui/Menu'
import { Name } from '../ui/Name'
import { ErrorState } from '../ui/states'
import { AboutTab } from './AboutTab'
import { deleteExperiments, restoreExperiments } from './experimentActs'
import { ExperimentDialogs, type ExperimentAct } from './ExperimentDialogs'
import { useExperiment, useExperimentsChanged } from './useExperiments'

const TraceList = lazy(() => import('../traces/TraceList').then(({ TraceList }) => ({ default: TraceList })))

const tabs = [
  ['runs', 'Runs'],
  ['traces', 'Traces'],
  ['about', 'About'],
] as const

export function ExperimentView({ id, tab }: { id: string; tab: string }) {
  const found = useExperiment(id)
  const changed = useExperimentsChanged()
  const [act, setAct] = useState<ExperimentAct['kind'] | null>(null)
  const experiment = found.data
  const long = useMemo(() => LongViews.of(id, experiment?.tags), [id, experiment?.tags])
  useCommands(
    experiment
      ? [
          { id: 'rename', title: 'Rename the experiment', group: 'Actions', keys: 'F2', run: () => setAct('rename') },
          {
            id: 'describe',
            title: 'Describe the experiment',
            group: 'Actions',
            keys: 'e',
            run: () => setAct('describe'),
          },
        ]
      : [],
  )
  if (found.isError) {
    return <ErrorState what={`Experiment ${id} could not be loaded.`} error={found.error} retry={found.refetch} />
  }
  const isDeleted = experiment?.life === 'deleted'
  return (
    <LongStatesContext value={long}>
      <div className="head">
        <div className="crumb grow">
          <Link href="/experiments" className="hide-s">
            Experiments
          </Link>
          <span className="hide-s">/</span>
          <h1>{experiment ? <Name text={experiment.name} /> : ' '}</h1>
          {isDeleted && <span className="chip">deleted</span>}
          <CopyButton text={id} label="Copy experiment id" />
        </div>
        {experiment && tab === 'runs' && <ViewsMenu experiment={experiment} />}
        <div className="seg" role="group" aria-label="Part of the experiment">
          {tabs.map(([part, title]) => (
            <Link
              key={part}
              href={`/experiments/${id}/${part}`}
              className="b q"
              {...(part === tab && { 'aria-current': 'page' as const })}
            >
              {title}
            </Link>
          ))}
        </div>
        {experiment && (
          <Menu
            trigger={<Button kind="quiet" icon="more" label="Acts on the experiment" />}
            items={[
              { title: 'Rename', keys: 'F2', onSelect: () => setAct('rename') },
              { title: 'Describe', keys: 'E', onSelect: () => setAct('describe') },
              { title: 'Tags', onSelect: () => setAct('tags') },
              null,
              isDeleted
                ? { title: 'Restore', onSelect: () => void restoreExperiments([experiment], changed) }
                : { title: 'Delete', isDanger: true, onSelect: () => void deleteExperiments([experiment], changed) },
            ]}
          />
        )}
      </div>
      <ExperimentTab id={id} tab={tab} experiment={experiment} onAct={setAct} />
      {act && experiment && (
        <ExperimentDialogs act={{ kind: act, experiment }} onClose={() => setAct(null)} onChanged={changed} />
      )}
    </LongStatesContext>
  )
}


interface ExperimentTabProps {
  id: string
  tab: string
  experiment: Experiment | undefined
  onAct: (act: ExperimentAct['kind']) => void
}

function ExperimentTab({ id, tab, experiment, onAct }: ExperimentTabProps) {
  switch (tab) {
    case 'about':
      return experiment && <AboutTab experiment={experiment} onAct={onAct} />
    case 'traces':
      return (
        <Suspense fallback={null}>
          <TraceList experiment={id} />
        </Suspense>
      )
    default:
      return <ExperimentRuns key={id} id={id} experiment={experiment} />
  }
}

function ExperimentRuns({ id, experiment }: Pick<ExperimentTabProps, 'id' | 'experiment'>) {
  // An address may hold but the id of its state, which the experiment keeps.
  const isShort = new URLSearchParams(useSearch()).get('v')?.startsWith(idPrefix) ?? false
  return isShort && !experiment ? null : <RunsPane experiments={[id]} name={experiment?.name ?? ''} />
}

import { useDeferredValue, useState } from 'react'
import { useLocation } from 'wouter'
import { createExperiment, type Experiment, type Life } from '../api/experiments'
import { ApiError } from '../api/client'
import { useCommands } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { Button } from '../ui/Button'
import { FilterBar } from '../ui/FilterBar'
import { ErrorState, LoadingLine, Message, Snippets } from '../ui/states'
import { TextDialog } from '../ui/TextDialog'
import { plural } from '../ui/text'
import { ExperimentDialogs, type ExperimentAct } from './ExperimentDialogs'
import { ExperimentsFoot, ExperimentsHead } from './ExperimentsFrame'
import { ExperimentTable } from './ExperimentTable'
import { deleteExperiments, restoreExperiments } from './experimentActs'
import { filterOf } from './filter'
import { snippetsFor } from './snippets'
import { useExperiments, useExperimentsChanged } from './useExperiments'

export function ExperimentsView() {
  const { query, change } = useUrlState()
  const [, navigate] = useLocation()
  const life: Life = query.get('life') === 'deleted' ? 'deleted' : 'active'
  const text = query.get('q') ?? ''
  const sort = query.get('sort') ?? 'last_update_time DESC'
  const filter = useDeferredValue(filterOf(text))
  const found = useExperiments({ filter, life, orderBy: sort })
  const changed = useExperimentsChanged()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [act, setAct] = useState<ExperimentAct | null>(null)
  const [isCreating, setCreating] = useState(false)
  const chosen = found.experiments.filter((experiment) => selected.has(experiment.id))
  const compare = () => navigate(`/runs?exp=${chosen.map((experiment) => experiment.id).join(',')}`)
  const remove = (experiments: Experiment[]) => {
    setSelected(new Set())
    void (life === 'active' ? deleteExperiments : restoreExperiments)(experiments, changed)
  }
  useCommands([
    { id: 'new', title: 'New experiment', group: 'Actions', keys: 'n', run: () => setCreating(true) },
    ...(chosen.length > 1
      ? [{ id: 'compare', title: 'Show the runs of the selected', group: 'Actions' as const, keys: 'c', run: compare }]
      : []),
  ])
  const create = async (name: string) => {
    const id = await createExperiment(name)
    await changed()
    navigate(`/experiments/${id}/runs`)
  }
  return (
    <>
      <ExperimentsHead
        count={found.isSuccess ? found.experiments.length : null}
        life={life}
        chosen={chosen.length}
        onLife={() => change({ life: life === 'deleted' ? null : 'deleted' }, true)}
        onCompare={compare}
        onNew={() => setCreating(true)}
      />
      <div className="bar">
        <FilterBar
          label="Filter experiments"
          placeholder="Filter by name or tag, for example tags.team = 'vision'"
          text={text}
          problem={found.error?.message ?? ''}
          result={found.isSuccess ? plural(found.experiments.length, 'experiment') : ''}
          onChange={(q) => change({ q })}
        />
      </div>
      <div className="pane grow">
        <LoadingLine active={found.isFetching} />
        {failureOf(found) ?? emptyOf(found, text, life, () => change({ q: null })) ?? (
          <ExperimentTable
            experiments={found.experiments}
            isStale={found.isPlaceholderData}
            sort={sort}
            onSort={(orderBy) => change({ sort: orderBy }, true)}
            selected={selected}
            onSelect={setSelected}
            onAct={setAct}
            onRemove={remove}
          />
        )}
      </div>
      <ExperimentsFoot chosen={chosen.length} life={life} onRemove={() => remove(chosen)} />
      {isCreating && (
        <TextDialog
          title="New experiment"
          label="Name"
          action="Create"
          placeholder="fraud-detection"
          hint="A name that no other experiment has. It can be changed."
          onClose={() => setCreating(false)}
          onSave={create}
        />
      )}
      {act && <ExperimentDialogs act={act} onClose={() => setAct(null)} onChanged={changed} />}
    </>
  )
}

type Found = ReturnType<typeof useExperiments>

/** What stands in place of the rows; a refused filter leaves them. */
function failureOf(found: Found) {
  const isRefused = found.error instanceof ApiError && found.error.status === 400
  return found.isError && !found.data && !isRefused ? (
    <ErrorState what="Experiments could not be loaded." error={found.error} retry={found.refetch} />
  ) : null
}

function emptyOf(found: Found, text: string, life: Life, clear: () => void) {
  return found.isSuccess && found.experiments.length === 0 ? <Nothing text={text} life={life} clear={clear} /> : null
}

function Nothing({ text, life, clear }: { text: string; life: Life; clear: () => void }) {
  if (text)
    return (
      <Message title={`No experiment matches ${text}`}>
        <p className="sec">Names are matched anywhere, case ignored.</p>
        <Button onClick={clear}>Clear the filter</Button>
      </Message>
    )
  if (life === 'deleted') return <Message title="Nothing is deleted." />
  return (
    <Message title="No experiments yet. The first run creates one.">
      <Snippets texts={snippetsFor('first-experiment')} />
    </Message>
  )
}

import { useQueries } from '@tanstack/react-query'
import { Link } from 'wouter'
import { getRun, type Run } from '../api/runs'
import { useCommands, type Command } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { plural } from '../ui/text'
import { compared } from './comparison'
import { CompareCharts } from './CompareCharts'
import { CompareTable } from './CompareTable'

const runsMax = 20
const keysForBaseline = 9

/** Runs side by side: what differs, and their lines in the same charts. */
export default function CompareView() {
  const { query, change } = useUrlState()
  const ids = [...new Set((query.get('runs') ?? '').split(',').filter(Boolean))].slice(0, runsMax)
  const onlyDifferences = query.get('diff') !== '0'
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['run', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getRun(id, signal),
    })),
  })
  const runs = found.flatMap((one) => (one.data ? [one.data] : []))
  const failed = found.find((one) => one.isError)
  const base = runs.find((run) => run.id === query.get('base')) ?? runs[0]
  const toggle = () => change({ diff: onlyDifferences ? '0' : null })
  useCommands([
    { id: 'differences', title: 'Only differences', group: 'View', keys: 'd', run: toggle },
    ...runs.slice(0, keysForBaseline).map(
      (run, i): Command => ({
        id: `base ${i}`,
        title: `Baseline: run ${i + 1}`,
        group: 'View',
        keys: String(i + 1),
        run: () => change({ base: run.id }),
      }),
    ),
  ])
  if (ids.length < 2) {
    return (
      <Message title="Pick two or more runs to compare.">
        <p className="sec">
          Tick them in the table of an experiment and press <kbd>C</kbd>.
        </p>
      </Message>
    )
  }
  return (
    <>
      <Head runs={runs} count={ids.length} />
      {failed ? (
        <ErrorState what="A run could not be loaded." error={failed.error} retry={failed.refetch} />
      ) : (
        <div className="split grow compare">
          <section className="pane" aria-label="Differences">
            <LoadingLine active={runs.length < ids.length} part={runs.length / ids.length} />
            <Tools runs={runs} onlyDifferences={onlyDifferences} onToggle={toggle} />
            {base && (
              <CompareTable
                runs={runs}
                base={base}
                sections={compared(runs, onlyDifferences)}
                onBase={(id) => change({ base: id })}
                onRemove={(id) => change({ runs: ids.filter((other) => other !== id).join(',') }, true)}
              />
            )}
          </section>
          <section className="pane" aria-label="Charts of the runs">
            {runs.length === ids.length && <CompareCharts runs={runs} />}
          </section>
        </div>
      )}
    </>
  )
}

function Head({ runs, count }: { runs: Run[]; count: number }) {
  const experiments = new Set(runs.map((run) => run.experiment))
  const [only] = experiments
  return (
    <div className="head">
      <div className="crumb grow">
        <Link href={experiments.size === 1 ? `/experiments/${only ?? ''}/runs` : '/runs'}>Runs</Link>
        <span>/</span>
        <h1>Compare {plural(count, 'run')}</h1>
      </div>
    </div>
  )
}

function Tools({ runs, onlyDifferences, onToggle }: { runs: Run[]; onlyDifferences: boolean; onToggle: () => void }) {
  const all = compared(runs, false).flatMap((section) => section.rows)
  const differing = all.filter((row) => row.differs).length
  return (
    <div className="ctools">
      <label className="check">
        <input type="checkbox" className="box" checked={onlyDifferences} onChange={onToggle} />
        Only differences <kbd>D</kbd>
      </label>
      <span className="mut">
        {differing} of {plural(all.length, 'row')} differ
      </span>
    </div>
  )
}

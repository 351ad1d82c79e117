import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { getRun, type Run } from '../api/runs'
import { useCommands, type Command } from '../app/commands'
import { useUrlState } from '../app/urlState'
import { surroundingsOf } from '../code/surroundings'
import type { Goals } from '../runs/goals'
import { useGoals, useSetGoal } from '../runs/useGoals'
import { Segmented } from '../ui/Button'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { plural } from '../ui/text'
import { CodePane } from './CodePane'
import { codeFacts } from './codeFacts'
import { compared, type ComparedRow, type ComparedSection } from './comparison'
import { CompareCharts } from './CompareCharts'
import { CompareByRun } from './CompareByRun'
import { CompareTable, type CompareTableProps } from './CompareTable'
import { ImagesPane } from './ImagesPane'
import { comparedMax, transposedFrom } from './limits'

const keysForBaseline = 9

const modes = [
  ['all', 'All'],
  ['table', 'Table'],
  ['charts', 'Charts'],
  ['images', 'Images'],
  ['code', 'Code'],
] as const

type Mode = (typeof modes)[number][0]

/** Runs side by side: what differs, and their lines in the same charts. */
export default function CompareView() {
  const { query, change } = useUrlState()
  const ids = [...new Set((query.get('runs') ?? '').split(',').filter(Boolean))].slice(0, comparedMax)
  const onlyDifferences = query.get('diff') !== '0'
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['run', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getRun(id, signal),
    })),
  })
  const runs = found.flatMap((one) => (one.data ? [one.data] : []))
  const kept = useQueries({ queries: ids.map((id) => surroundingsOf(id)) })
  const failed = found.find((one) => one.isError)
  const mode: Mode = modes.find(([id]) => id === query.get('mode'))?.[0] ?? 'all'
  const base = runs.find((run) => run.id === query.get('base')) ?? runs[0]
  const experiments = [...new Set(runs.map((run) => run.experiment))]
  const goals = useGoals(experiments)
  const setGoal = useSetGoal(experiments, goals)
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
  const all = compared(runs, false, runs.map((run) => codeFacts(run, kept[ids.indexOf(run.id)]?.data)))
  const table = base && (
    <section className="pane" aria-label="Differences">
      <LoadingLine active={runs.length < ids.length} part={runs.length / ids.length} />
      <Tools rows={all.flatMap((section) => section.rows)} onlyDifferences={onlyDifferences} onToggle={toggle} />
      <Differences
        runs={runs}
        base={base}
        goals={goals}
        onGoal={setGoal}
        sections={onlyDifferences ? all.map(differingOf).filter((section) => section.rows.length > 0) : all}
        onBase={(id) => change({ base: id })}
        onRemove={(id) => change({ runs: ids.filter((other) => other !== id).join(',') }, true)}
      />
    </section>
  )
  return (
    <>
      <Head runs={runs} count={ids.length}>
        <Segmented
          label="Shown"
          value={mode}
          parts={modes}
          onChange={(id) => change({ mode: id === 'all' ? null : id })}
        />
      </Head>
      {failed ? (
        <ErrorState what="A run could not be loaded." error={failed.error} retry={failed.refetch} />
      ) : (
        <div className={`split grow ${mode === 'all' ? 'compare' : 'compare-one'}`}>
          {(mode === 'all' || mode === 'table') && table}
          {mode !== 'table' && base && runs.length === ids.length && <Beside {...{ mode, runs, base, goals }} />}
        </div>
      )}
    </>
  )
}

const Differences = (props: CompareTableProps) =>
  props.runs.length >= transposedFrom ? <CompareByRun {...props} /> : <CompareTable {...props} />

/** What stands beside the table, or alone. */
function Beside({ mode, runs, base, goals }: { mode: Mode; runs: Run[]; base: Run; goals: Goals }) {
  const { query, change } = useUrlState()
  return (
    <section className="pane" aria-label={besideNames[mode]}>
      {mode === 'images' ? (
        <ImagesPane runs={runs} base={base} chosen={query.get('file')} onChoose={(file) => change({ file })} />
      ) : mode === 'code' ? (
        <CodePane runs={runs} base={base} chosen={query.get('with')} onChoose={(id) => change({ with: id })} />
      ) : (
        <CompareCharts runs={runs} goals={goals} />
      )}
    </section>
  )
}

const besideNames: Record<Mode, string> = {
  all: 'Charts of the runs',
  table: '',
  charts: 'Charts of the runs',
  images: 'Images',
  code: 'Code',
}

const differingOf = ({ title, rows }: ComparedSection): ComparedSection => ({
  title,
  rows: rows.filter((row) => row.differs),
})

function Head({ runs, count, children }: { runs: Run[]; count: number; children: ReactNode }) {
  const experiments = new Set(runs.map((run) => run.experiment))
  const [only] = experiments
  return (
    <div className="head">
      <div className="crumb grow" style={{ minWidth: 'fit-content' }}>
        <Link href={experiments.size === 1 ? `/experiments/${only ?? ''}/runs` : '/runs'}>Runs</Link>
        <span>/</span>
        <h1>Compare {plural(count, 'run')}</h1>
      </div>
      {children}
    </div>
  )
}

interface ToolsProps {
  rows: ComparedRow[]
  onlyDifferences: boolean
  onToggle: () => void
}

function Tools({ rows, onlyDifferences, onToggle }: ToolsProps) {
  const differing = rows.filter((row) => row.differs).length
  return (
    <div className="ctools">
      <label className="check">
        <input type="checkbox" className="box" checked={onlyDifferences} onChange={onToggle} />
        Only differences <kbd>D</kbd>
      </label>
      <span className="mut">
        {differing} of {plural(rows.length, 'row')} differ
      </span>
    </div>
  )
}

import { useUrlState } from '../app/urlState'
import { useExperiments } from '../experiments/useExperiments'
import { ErrorState } from '../ui/states'
import { plural } from '../ui/text'
import { RunsPane } from './RunsPane'

/** The runs of all experiments, or of those that the URL names. */
export function AllRunsView() {
  const { query } = useUrlState()
  const named = (query.get('exp') ?? '').split(',').filter(Boolean)
  const all = useExperiments({ filter: '', life: 'active', orderBy: 'last_update_time DESC' })
  const ids = named.length > 0 ? named : all.experiments.map((experiment) => experiment.id)
  return (
    <>
      <div className="head">
        <div className="crumb">
          <h1>Runs</h1>
          <span>{named.length > 0 ? `of ${plural(named.length, 'experiment')}` : 'of all experiments'}</span>
        </div>
      </div>
      {all.isError && <ErrorState what="Experiments could not be loaded." error={all.error} retry={all.refetch} />}
      {ids.length > 0 && (named.length > 0 || !all.hasNextPage) && <RunsPane experiments={ids} name="" />}
    </>
  )
}

import { useQueries } from '@tanstack/react-query'
import { countRuns, type RunQuery } from '../api/runs'
import { snippetsFor } from '../experiments/snippets'
import { Message, Snippets } from '../ui/states'
import { countText } from '../ui/text'
import { clausesOf, withoutClause } from './queryLanguage'

interface NoRunsProps {
  query: RunQuery
  experiment: string
  onFilter: (filter: string) => void
}

/** Says how the first run is made, or which clause of the filter is in the way. */
export function NoRuns({ query, experiment, onFilter }: NoRunsProps) {
  if (query.filter !== '') return <NoMatch query={query} onFilter={onFilter} />
  if (query.life === 'deleted') return <Message title="No run is deleted." />
  return (
    <Message title={`No runs ${experiment ? 'in this experiment ' : ''}yet. This makes the first:`}>
      <Snippets texts={snippetsFor(experiment || 'first-experiment')} />
      <p className="mut">The run appears here when it comes.</p>
    </Message>
  )
}

function NoMatch({ query, onFilter }: Pick<NoRunsProps, 'query' | 'onFilter'>) {
  const clauses = clausesOf(query.filter)
  const without = useQueries({
    queries: clauses.map((clause) => {
      const filter = withoutClause(query.filter, clause)
      return {
        queryKey: ['count', query, filter],
        queryFn: ({ signal }: { signal: AbortSignal }) => countRuns({ ...query, filter }, signal),
      }
    }),
  })
  return (
    <Message title="No run matches.">
      <ul>
        {clauses.map((clause, i) => {
          const count = without[i]?.data
          const text = query.filter.slice(clause.from, clause.to)
          return (
            <li key={clause.from} className="row">
              <code className="mono ell">{text}</code>
              <span className="mut">{count === undefined ? '' : `${countText(count)} match without it`}</span>
              <button type="button" className="link" onClick={() => onFilter(withoutClause(query.filter, clause))}>
                Remove
              </button>
            </li>
          )
        })}
      </ul>
    </Message>
  )
}

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messageOf } from '../api/client'
import { deleteExperimentTag, getExperiment, setExperimentTag } from '../api/experiments'
import { toast } from '../app/toasts'
import { useExperimentsChanged } from '../experiments/useExperiments'
import { goalsOf, goalTag, withGoal, type Goal, type Goals } from './goals'

/** Of more experiments nobody is asked for goals: they hardly agree. */
const experimentsMax = 20

/** The goals that the experiments of runs agree on. */
export function useGoals(experiments: readonly string[]): Goals {
  const asked = [...new Set(experiments)]
  const found = useQueries({
    queries: (asked.length > experimentsMax ? [] : asked).map((id) => ({
      queryKey: ['experiment', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getExperiment(id, signal),
    })),
  })
  const key = JSON.stringify(found.map(({ data }) => [...goalsOf(data?.tags ?? {})]))
  return useMemo(() => agreed(JSON.parse(key) as [string, Goal][][]), [key])
}

function agreed(all: [string, Goal][][]): Goals {
  const [first = [], ...others] = all.map((goals) => new Map(goals))
  return new Map([...first].filter(([metric, goal]) => others.every((goals) => goals.get(metric) === goal)))
}

/** Says what is better of a metric; null where that cannot be kept, since the runs are of several experiments. */
export function useSetGoal(experiments: readonly string[], goals: Goals) {
  const changed = useExperimentsChanged()
  const [experiment, ...others] = experiments
  if (experiment === undefined || others.length > 0) return null
  return (metric: string, goal: Goal | null) => {
    const text = withGoal(goals, metric, goal)
    const kept = text ? setExperimentTag(experiment, goalTag, text) : deleteExperimentTag(experiment, goalTag)
    void kept
      .then(() => changed())
      .catch((error: unknown) => toast({ text: messageOf(error), isError: true }))
  }
}

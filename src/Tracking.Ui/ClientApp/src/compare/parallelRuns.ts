import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { searchRuns, type Run } from '../api/runs'
import type { AddedChart } from '../charts/added/kinds'
import type { RunMark } from '../charts/added/scene'
import { marksOfRuns } from '../charts/runMarks'
import { keyOf, type ColumnId } from '../runs/columns'
import type { Goals } from '../runs/goals'
import { compared } from './comparison'

const axesMax = { wide: { params: 5, metrics: 4 }, narrow: { params: 2, metrics: 2 } }
const axesMin = 2
/** More lines behind those that are compared are a wall. */
const othersMax = 300
const staleMilliseconds = 60_000

/** The params and metrics in which runs differ, results at the right; null where there are too few. */
export function parallelOf(runs: readonly Run[], goals: Goals): AddedChart | null {
  const differing = compared(runs, true)
  const of = (title: string) => differing.find((section) => section.title === title)?.rows.map(({ id }) => id) ?? []
  const byGoal = (a: ColumnId, b: ColumnId) => Number(goals.has(keyOf(b))) - Number(goals.has(keyOf(a)))
  const metrics = of('Metrics').filter((id) => !id.startsWith('m.system/'))
  const most = axesMax[matchMedia('(max-width: 720px)').matches ? 'narrow' : 'wide']
  const columns = [...of('Params').slice(0, most.params), ...metrics.sort(byGoal).slice(0, most.metrics)]
  if (columns.length < axesMin) return null
  return { id: 'compared', kind: 'parallel', columns, color: null, brushes: [], base: null }
}

/** The compared runs, and behind them the newest others of their experiments, which have no colour. */
export function useMarksAmongOthers(marks: RunMark[]): RunMark[] {
  const experiments = [...new Set(marks.map(({ run }) => run.experiment))].sort()
  const { data } = useQuery({
    queryKey: ['runs beside', experiments],
    queryFn: async ({ signal }) =>
      (await searchRuns({ experiments, filter: '', orderBy: [], life: 'active' }, othersMax, undefined, signal)).runs,
    staleTime: staleMilliseconds,
  })
  return useMemo(() => {
    const own = new Set(marks.map(({ id }) => id))
    const others = (data ?? []).filter(({ id }) => !own.has(id))
    return [...marks, ...marksOfRuns(others, new Map())]
  }, [marks, data])
}

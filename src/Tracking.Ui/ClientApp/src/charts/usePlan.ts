import { useCallback, useMemo } from 'react'
import { useUrlState } from '../app/urlState'
import type { ChartPlan } from './plan'
import { parsePlan, printPlan } from './planText'

/** `isStep`: back leads to the plan before. */
export type ChangePlan = (change: (plan: ChartPlan) => ChartPlan, isStep?: boolean) => void

/** The charts that were added and the order of all, which is a part of the URL. */
export function usePlan(): { plan: ChartPlan; change: ChangePlan } {
  const { query, now: urlNow, change: changeUrl } = useUrlState()
  const text = query.get('ch')
  const plan = useMemo(() => parsePlan(text), [text])
  const change = useCallback<ChangePlan>(
    (next, isStep = false) => {
      const now = parsePlan(urlNow().get('ch'))
      const then = next(now)
      if (then !== now) changeUrl({ ch: printPlan(then) }, isStep)
    },
    [changeUrl, urlNow],
  )
  return { plan, change }
}

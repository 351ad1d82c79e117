import { useCallback, useMemo } from 'react'
import { useUrlState } from '../app/urlState'
import { parsePlan, printPlan, type ChartPlan } from './plan'

export type ChangePlan = (change: (plan: ChartPlan) => ChartPlan) => void

/** The charts that were added and the order of all, which is a part of the URL. */
export function usePlan(): { plan: ChartPlan; change: ChangePlan } {
  const { query, now: urlNow, change: changeUrl } = useUrlState()
  const text = query.get('ch')
  const plan = useMemo(() => parsePlan(text), [text])
  const change = useCallback<ChangePlan>(
    (next) => {
      const now = parsePlan(urlNow().get('ch'))
      changeUrl({ ch: printPlan(next(now)) })
    },
    [changeUrl, urlNow],
  )
  return { plan, change }
}

import { useState } from 'react'
import type { AddedChart } from './added/kinds'
import { addedMax } from './plan'
import type { ChangePlan } from './usePlan'

/** What the dialog is open for: nothing, a new chart, or one that is changed. */
export type Editing = null | 'new' | AddedChart

/** Adding, changing and removing charts. */
export function useAdded(added: readonly AddedChart[], change: ChangePlan) {
  const [editing, setEditing] = useState<Editing>(null)
  const put = (chart: AddedChart) =>
    change((plan) => ({
      ...plan,
      added: plan.added.some(({ id }) => id === chart.id)
        ? plan.added.map((other) => (other.id === chart.id ? chart : other))
        : [...plan.added, chart].slice(0, addedMax),
    }))
  const remove = (id: string) =>
    change((plan) => ({ ...plan, added: plan.added.filter((other) => other.id !== id) }))
  const order = (ids: string[]) =>
    change((plan) => ({
      ...plan,
      added: ids.flatMap((id) => plan.added.find((chart) => chart.id === id) ?? []),
    }))
  return { editing, edit: setEditing, put, remove, order, isFull: added.length >= addedMax }
}

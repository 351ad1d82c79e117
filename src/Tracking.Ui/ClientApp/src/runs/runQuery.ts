import type { RunQuery } from '../api/runs'
import { fieldOf } from './columns'
import type { ViewState } from './viewState'

/** The first page is small, so that it is there at once. */
export const firstPage = 100

/** What a view of some experiments asks for. */
export function runQueryOf(experiments: string[], view: Pick<ViewState, 'filter' | 'sort' | 'life'>): RunQuery {
  const orderBy = view.sort.flatMap(({ column, isDescending }) => {
    const field = fieldOf(column)
    return field ? [`${field} ${isDescending ? 'DESC' : 'ASC'}`] : []
  })
  return { experiments, filter: view.filter.trim(), orderBy, life: view.life }
}

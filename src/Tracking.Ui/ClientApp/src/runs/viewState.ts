import { isKnown, type ColumnId } from './columns'

/** What the runs view shows, all of it from its URL. */
export interface ViewState {
  filter: string
  life: 'active' | 'deleted'
  layout: Layout
  /** Pixels of the table beside the charts. */
  tableWidth: number
  sort: Sort[]
  /** Empty: chosen by what differs. */
  columns: Column[]
  groupBy: ColumnId[]
  aggregate: Aggregate
  /** Runs in the charts: the first so many, the selected, or these. */
  charted: 'top' | 'selected' | 'all'
  open: string[]
  hidden: string[]
  selected: string[]
}

export type Layout = 'table' | 'split' | 'charts' | 'images'
export type Aggregate = 'mean' | 'min' | 'max'

export interface Sort {
  column: ColumnId
  isDescending: boolean
}

export interface Column {
  id: ColumnId
  /** Stays at the left while the others scroll. */
  isPinned: boolean
  /** Pixels; 0 = by its title. */
  width: number
}

export const defaultView: ViewState = {
  filter: '',
  life: 'active',
  layout: 'split',
  tableWidth: 644,
  sort: [],
  columns: [],
  groupBy: [],
  aggregate: 'mean',
  charted: 'top',
  open: [],
  hidden: [],
  selected: [],
}

/** Of a part of a list: `~` between, so that keys may hold commas. */
const escapes: Record<string, string> = { '%': '%25', '~': '%7E', ':': '%3A', '!': '%21', '-': '%2D' }

const escaped = (text: string) => text.replace(/[%~:!]|^-/g, (c) => escapes[c] ?? c)

function unescaped(text: string): string {
  return text.replace(/%(25|7E|3A|21|2D)/g, (code) => String.fromCharCode(parseInt(code.slice(1), 16)))
}

/** The parameters of a view; null for what is as by default. */
export function printView(view: ViewState): Record<string, string | null> {
  const list = (items: string[]) => items.map(escaped).join('~') || null
  return {
    q: view.filter || null,
    life: view.life === 'active' ? null : view.life,
    lay: view.layout === defaultView.layout ? null : view.layout,
    w: view.tableWidth === defaultView.tableWidth ? null : String(view.tableWidth),
    sort: view.sort.map((s) => (s.isDescending ? '-' : '') + escaped(s.column)).join('~') || null,
    cols: view.columns.map(printColumn).join('~') || null,
    grp: list(view.groupBy),
    agg: view.aggregate === 'mean' ? null : view.aggregate,
    on: view.charted === 'top' ? null : view.charted,
    open: list(view.open),
    hide: list(view.hidden),
    sel: list(view.selected),
  }
}

const printColumn = ({ id, isPinned, width }: Column) =>
  (isPinned ? '!' : '') + escaped(id) + (width ? `:${width}` : '')

const minTableWidth = 360
const maxWidth = 4000

/** What cannot be read is as by default: a link may come from anywhere. */
export function parseView(query: URLSearchParams): ViewState {
  const list = (key: string) => (query.get(key) ?? '').split('~').filter(Boolean)
  return {
    filter: query.get('q') ?? '',
    life: oneOf(query.get('life'), ['active', 'deleted'], 'active'),
    layout: oneOf(query.get('lay'), ['table', 'split', 'charts', 'images'], 'split'),
    tableWidth: numberIn(query.get('w'), minTableWidth, maxWidth) ?? defaultView.tableWidth,
    sort: list('sort')
      .map((s) => ({ column: unescaped(s.replace(/^-/, '')), isDescending: s.startsWith('-') }))
      .filter((sort) => isKnown(sort.column)),
    columns: list('cols')
      .map(parseColumn)
      .filter((column) => isKnown(column.id)),
    groupBy: list('grp').map(unescaped).filter(isKnown),
    aggregate: oneOf(query.get('agg'), ['mean', 'min', 'max'], 'mean'),
    charted: oneOf(query.get('on'), ['top', 'selected', 'all'], 'top'),
    open: list('open').map(unescaped),
    hidden: list('hide').map(unescaped),
    selected: list('sel').map(unescaped),
  }
}

const minColumn = 40

function parseColumn(text: string): Column {
  const [name = '', width = null] = text.replace(/^!/, '').split(':')
  return { id: unescaped(name), isPinned: text.startsWith('!'), width: numberIn(width, minColumn, maxWidth) ?? 0 }
}

function oneOf<T extends string>(text: string | null, values: readonly T[], otherwise: T): T {
  return values.find((value) => value === text) ?? otherwise
}

function numberIn(text: string | null, min: number, max: number): number | null {
  const number = Math.round(Number(text ?? NaN))
  return Number.isFinite(number) && text !== '' ? Math.min(max, Math.max(min, number)) : null
}

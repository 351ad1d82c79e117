import type { ColumnId } from '../../runs/columns'

export type AddedKind = 'scatter' | 'parallel' | 'contour' | 'box' | 'difference' | 'line'

/** What is kept of an axis' values: from one number to another, or some texts. */
export interface Brush {
  axis: ColumnId
  keep: [number, number] | string[]
}

/** A chart that somebody added; what its columns stand for is said by its kind. */
export interface AddedChart {
  id: string
  kind: AddedKind
  columns: ColumnId[]
  color: ColumnId | null
  brushes: Brush[]
  /** The run that others are compared with. */
  base: string | null
}

export type Accepts = 'any' | 'metric' | 'group'

export interface KindOf {
  title: string
  /** What it shows, for those who choose. */
  hint: string
  fields: { label: string; accepts: Accepts }[]
  /** Of `columns`, where it takes a list. */
  least: number
  most: number
  hasColor: boolean
  /** Makes sense for a single run. */
  isForOne: boolean
}

export const parallelAxesMax = 12

type Fields = Record<string, Accepts>

/** Fields are columns, one each, unless the numbers say otherwise. */
function kind(title: string, hint: string, fields: Fields, more: Partial<KindOf> = {}): KindOf {
  const listed = Object.entries(fields).map(([label, accepts]) => ({ label, accepts }))
  const usual = { least: listed.length, most: listed.length, hasColor: false, isForOne: false }
  return { title, hint, fields: listed, ...usual, ...more }
}

export const kinds: Record<AddedKind, KindOf> = {
  scatter: kind('Scatter', 'a dot per run: one value against another', { X: 'any', Y: 'any' }, { hasColor: true }),
  parallel: kind(
    'Parallel coordinates',
    'a line per run through all chosen params and metrics',
    { Axes: 'any' },
    { least: 2, most: parallelAxesMax, hasColor: true },
  ),
  contour: kind('Contour', 'how a metric changes over two others', { X: 'any', Y: 'any', Height: 'metric' }),
  box: kind('Box', 'how a metric spreads within each value of a param or tag', {
    Metric: 'metric',
    'Grouped by': 'group',
  }),
  difference: kind('Difference', 'a metric minus that of a baseline run, step by step', { Metric: 'metric' }),
  line: kind(
    'Line over a metric',
    'one metric over another, joined by step',
    { Y: 'metric', X: 'metric' },
    { isForOne: true },
  ),
}

export const kindNames = Object.keys(kinds) as AddedKind[]

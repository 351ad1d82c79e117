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

export const kinds: Record<AddedKind, KindOf> = {
  scatter: {
    title: 'Scatter',
    hint: 'a dot per run: one value against another',
    fields: [
      { label: 'X', accepts: 'any' },
      { label: 'Y', accepts: 'any' },
    ],
    least: 2,
    most: 2,
    hasColor: true,
    isForOne: false,
  },
  parallel: {
    title: 'Parallel coordinates',
    hint: 'a line per run through all chosen params and metrics',
    fields: [{ label: 'Axes', accepts: 'any' }],
    least: 2,
    most: parallelAxesMax,
    hasColor: true,
    isForOne: false,
  },
  contour: {
    title: 'Contour',
    hint: 'how a metric changes over two others',
    fields: [
      { label: 'X', accepts: 'any' },
      { label: 'Y', accepts: 'any' },
      { label: 'Height', accepts: 'metric' },
    ],
    least: 3,
    most: 3,
    hasColor: false,
    isForOne: false,
  },
  box: {
    title: 'Box',
    hint: 'how a metric spreads within each value of a param or tag',
    fields: [
      { label: 'Metric', accepts: 'metric' },
      { label: 'Grouped by', accepts: 'group' },
    ],
    least: 2,
    most: 2,
    hasColor: false,
    isForOne: false,
  },
  difference: {
    title: 'Difference',
    hint: 'a metric minus that of a baseline run, step by step',
    fields: [{ label: 'Metric', accepts: 'metric' }],
    least: 1,
    most: 1,
    hasColor: false,
    isForOne: false,
  },
  line: {
    title: 'Line over a metric',
    hint: 'one metric over another, joined by step',
    fields: [
      { label: 'Y', accepts: 'metric' },
      { label: 'X', accepts: 'metric' },
    ],
    least: 2,
    most: 2,
    hasColor: false,
    isForOne: true,
  },
}

export const kindNames = Object.keys(kinds) as AddedKind[]

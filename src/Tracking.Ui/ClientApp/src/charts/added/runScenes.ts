import { rowsOf } from '../../runs/csv'
import { titleOf } from '../../runs/columns'
import { plural, visible } from '../../ui/text'
import { boxScene, groupsOf, spreadText } from './box'
import { contourScene } from './contour'
import type { AddedChart } from './kinds'
import { paintBy, type Paint } from './paint'
import { keptBy, parallelScene } from './parallel'
import { isPlaced, scatterScene } from './scatter'
import type { RunMark, Scene } from './scene'
import { samplesMin } from './surface'
import { axisOf, type ValueAxis } from './valueAxis'

/** A chart of runs, ready to be drawn. */
export interface RunChart {
  /** Null where there is too little to draw; then `missing` says what to do. */
  scene: Scene | null
  missing: string
  axes: ValueAxis[]
  paint: Paint
  marks: RunMark[]
  /** What is said of the whole. */
  note: string
}

export interface Wishes {
  isLog: boolean
}

/** The kinds that show a mark per run; the others are lines. */
export function runChartOf(chart: AddedChart, marks: readonly RunMark[], wishes: Wishes): RunChart {
  switch (chart.kind) {
    case 'parallel':
      return parallelOf(chart, marks)
    case 'box':
      return boxOf(chart, marks, wishes)
    case 'contour':
      return contourOf(chart, marks)
    default:
      return scatterOf(chart, marks, wishes)
  }
}

const runsOf = (marks: readonly RunMark[]) => marks.map((mark) => mark.run)

function scatterOf(chart: AddedChart, marks: readonly RunMark[], { isLog }: Wishes): RunChart {
  const runs = runsOf(marks)
  const x = axisOf(chart.columns[0]!, runs)
  const y = axisOf(chart.columns[1]!, runs, { isLog })
  const paint = paintBy(chart.color === null ? null : axisOf(chart.color, runs))
  const shown = marks.filter(isPlaced([x, y]))
  return {
    scene: shown.length > 0 ? scatterScene({ marks: shown, x, y, paint }) : null,
    missing: `No run here has both ${x.title} and ${y.title}. Show other runs, or change what the chart shows.`,
    axes: withColor([x, y], paint),
    paint,
    marks: shown,
    note: outOf(shown.length, marks.length),
  }
}

function parallelOf(chart: AddedChart, marks: readonly RunMark[]): RunChart {
  const runs = runsOf(marks)
  const axes = chart.columns.map((id) => axisOf(id, runs))
  const paint = paintBy(chart.color === null ? null : axisOf(chart.color, runs))
  const shown = marks.filter(({ run }) => axes.filter((axis) => axis.place(run) !== null).length > 1)
  const kept = keptBy(shown, chart.brushes)
  return {
    scene: shown.length > 0 ? parallelScene({ marks: shown, axes, brushes: chart.brushes, paint }) : null,
    missing: 'No run here has two of these values. Show other runs, or change the axes.',
    axes: withColor(axes, paint),
    paint,
    marks: kept,
    note: chart.brushes.length > 0 ? `${kept.length} of ${plural(shown.length, 'run')} kept` : '',
  }
}

function boxOf(chart: AddedChart, marks: readonly RunMark[], { isLog }: Wishes): RunChart {
  const runs = runsOf(marks)
  const value = axisOf(chart.columns[0]!, runs, { isLog })
  const group = axisOf(chart.columns[1]!, runs, { hasGroups: true })
  const paint = paintBy(null)
  const shown = marks.filter(isPlaced([value, group]))
  const groups = groupsOf({ marks: shown, value, group })
  return {
    scene: groups.length > 0 ? boxScene({ marks: shown, value, group, paint }) : null,
    missing: `No run here has both ${value.title} and ${group.title}. Show other runs, or group by something else.`,
    axes: [group, value],
    paint,
    marks: shown,
    note: groups.map(spreadText).join('; '),
  }
}

function contourOf(chart: AddedChart, marks: readonly RunMark[]): RunChart {
  const runs = runsOf(marks)
  const [x, y, height] = chart.columns.map((id) => axisOf(id, runs)) as [ValueAxis, ValueAxis, ValueAxis]
  const paint = paintBy(height)
  const shown = marks.filter(isPlaced([x, y, height]))
  return {
    scene: contourScene({ marks: shown, x, y, height, paint }),
    missing:
      `A contour needs ${samplesMin} runs or more that have ${height.title} at different ${x.title} and ${y.title}, ` +
      `not all on one line; ${shown.length} here have all three. Show more runs, or change what the chart shows.`,
    axes: [x, y, height],
    paint,
    marks: shown,
    note: `between ${plural(shown.length, 'run')}`,
  }
}

const withColor = (axes: ValueAxis[], { axis }: Paint) =>
  axis === null || axes.some(({ id }) => id === axis.id) ? axes : [...axes, axis]

const outOf = (shown: number, all: number) => (shown < all ? `${shown} of ${plural(all, 'run')} have both` : '')

export const runChartRows = ({ marks, axes }: RunChart) =>
  rowsOf(
    marks.map((mark) => mark.run),
    ['id', 'name', ...axes.map((axis) => axis.id)],
  )

export function titleOfChart({ kind, columns }: AddedChart): string {
  const names = columns.map((id) => visible(titleOf(id)))
  switch (kind) {
    case 'scatter':
    case 'line':
      return kind === 'line' ? `${names[0]} over ${names[1]}` : `${names[1]} by ${names[0]}`
    case 'contour':
      return `${names[2]} over ${names[0]} and ${names[1]}`
    case 'box':
      return `${names[0]} by ${names[1]}`
    case 'difference':
      return `${names[0]} less the baseline`
    default:
      return names.join(', ')
  }
}

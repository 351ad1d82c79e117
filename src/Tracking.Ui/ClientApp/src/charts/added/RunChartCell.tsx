import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../../ui/Button'
import { Name } from '../../ui/Name'
import { Message } from '../../ui/states'
import { ChartFrame } from '../ChartFrame'
import { useIsNear } from '../nearby'
import type { Placing } from '../placing'
import { pointer } from '../pointer'
import { marksMax } from '../runMarks'
import { AxisHandles } from './AxisHandles'
import type { AddedChart, Brush } from './kinds'
import { PaintKey } from './PaintKey'
import { RangeDialog } from './RangeDialog'
import { runChartRows, runChartOf, titleOfChart, type RunChart } from './runScenes'
import type { RunMark } from './scene'
import { SceneView } from './SceneView'
import type { ValueAxis } from './valueAxis'

interface RunChartCellProps {
  chart: AddedChart
  marks: RunMark[]
  isLog: boolean
  placing: Placing
  tools: ReactNode
  onChange: (chart: AddedChart) => void
  /** Selects runs in the table, where there is one. */
  onSelect?: ((ids: string[]) => void) | undefined
}

/** A chart with a mark per run: scatter, parallel coordinates, contour or box. */
export function RunChartCell({ chart, marks, isLog, placing, tools, onChange, onSelect }: RunChartCellProps) {
  const cell = useRef<HTMLElement>(null)
  const isNear = useIsNear(cell)
  const [, navigate] = useLocation()
  const { run: hot } = useSyncExternalStore(pointer.subscribe, pointer.current)
  const shown = useMemo(() => runChartOf(chart, marks, { isLog }), [chart, marks, isLog])
  const { scene, paint } = shown
  const title = titleOfChart(chart)
  const mark = shown.marks.find(({ id }) => id === hot)
  const hasBrushes = chart.brushes.length > 0
  return (
    <ChartFrame
      cell={cell}
      name={title}
      heading={<bdi className="ell">{title}</bdi>}
      isWide={chart.kind === 'parallel'}
      placing={placing}
      tools={
        <>
          {hasBrushes && (
            <Button kind="small quiet" onClick={() => onChange({ ...chart, brushes: [] })}>
              Keep all
            </Button>
          )}
          {hasBrushes && onSelect && (
            <Button kind="small quiet" onClick={() => onSelect(shown.marks.map(({ id }) => id))}>
              Select these
            </Button>
          )}
          {tools}
        </>
      }
      saved={
        scene && {
          rows: () => runChartRows(shown),
          figure: (size) => ({
            title,
            size,
            legend: (colors) => paint.legend(shown.marks, colors),
            draw: (pen, place, colors) => scene.draw(pen, place, colors, null),
          }),
        }
      }
    >
      <RunLine mark={mark} chart={shown} note={notesOf(shown, marks)} />
      {scene === null ? (
        <div className="plot scene">
          <Message title={shown.missing} />
        </div>
      ) : isNear ? (
        <SceneView
          scene={scene}
          label={`${title}, ${shown.marks.length} runs`}
          hot={hot}
          onHot={(run) => pointer.set({ run })}
          onOpen={(run) => navigate(`/runs/${run}/overview`)}
        >
          {chart.kind === 'parallel' && <Axes chart={chart} shown={shown} onChange={onChange} />}
        </SceneView>
      ) : (
        <div className="plot scene" />
      )}
      {scene && <PaintKey paint={paint} />}
      <span className="hidden-text" aria-live="polite">
        {mark ? `${mark.name}: ${valuesText(mark, shown)}` : ''}
      </span>
    </ChartFrame>
  )
}

function notesOf({ note }: RunChart, marks: readonly RunMark[]): string {
  const isCut = marks.length >= marksMax
  return [isCut ? `the first ${marksMax.toLocaleString('en-US')} runs` : '', note].filter(Boolean).join(' · ')
}

interface AxesProps {
  chart: AddedChart
  shown: RunChart
  onChange: (chart: AddedChart) => void
}

function Axes({ chart, shown, onChange }: AxesProps) {
  const [ranged, setRanged] = useState<ValueAxis | null>(null)
  const axes = chart.columns.flatMap((id) => shown.axes.find((axis) => axis.id === id) ?? [])
  const brush = chart.brushes.find(({ axis }) => axis === ranged?.id)
  const without = chart.brushes.filter(({ axis }) => axis !== ranged?.id)
  const setBrushes = (brushes: Brush[]) => onChange({ ...chart, brushes })
  return (
    <>
      <AxisHandles
        axes={axes}
        brushes={chart.brushes}
        onAxes={(columns) =>
          onChange({ ...chart, columns, brushes: chart.brushes.filter(({ axis }) => columns.includes(axis)) })
        }
        onBrushes={setBrushes}
        onRange={setRanged}
      />
      {ranged && (
        <RangeDialog
          axis={ranged}
          brush={brush}
          onClose={() => setRanged(null)}
          onBrush={(next) => setBrushes(next ? [...without, next] : without)}
        />
      )}
    </>
  )
}

const valuesText = ({ run }: RunMark, { axes }: RunChart) =>
  axes.map((axis) => `${axis.title} ${axis.text(run)}`).join(', ')

interface RunLineProps {
  mark: RunMark | undefined
  chart: RunChart
  note: string
}

/** Which run is under the pointer and its values, in a line of its own: nothing floats over the chart. */
function RunLine({ mark, chart, note }: RunLineProps) {
  if (!mark) {
    return (
      <p className="run-line mut ell" title={note}>
        {note}
      </p>
    )
  }
  return (
    <p className="run-line" title={`${mark.name}: ${valuesText(mark, chart)}`}>
      <span className="strong who">
        <Name text={mark.name} />
      </span>
      {chart.axes.map((axis) => (
        <span key={axis.id} className="of">
          <span className="mut ell">{axis.title}</span> <bdi className="ell">{axis.text(mark.run)}</bdi>
        </span>
      ))}
    </p>
  )
}

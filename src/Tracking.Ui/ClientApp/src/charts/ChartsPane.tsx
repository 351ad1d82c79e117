import { lazy, Suspense, useMemo, useState } from 'react'
import { keysOf } from '../runs/keyIndex'
import { Message } from '../ui/states'
import { plural } from '../ui/text'
import { kinds, type AddedChart } from './added/kinds'
import type { RunMark } from './added/scene'
import { arranged, shortOrder } from './arrangement'
import { ChartCell } from './ChartCell'
import { ChartSection } from './ChartSection'
import { ChartTools } from './ChartTools'
import type { CurveRun } from './curves'
import { imageTag } from './images/stepImages'
import { ownScaleOf, xOfAdded } from './ownScale'
import { orderIn } from './plan'
import { sectionsOf } from './sections'
import type { ChartSettings } from './settings'
import { hasZooms, rejoined, withoutZooms } from './sharedX'
import { useAdded } from './useAdded'
import { useChartCommands } from './useChartCommands'
import { usePlan } from './usePlan'

const AddedCell = lazy(() => import('./added/AddedCell'))
const ImageGallery = lazy(() => import('./images/ImageGallery'))
const AddedDialog = lazy(() => import('./added/AddedDialog'))

interface ChartsPaneProps {
  /** Nothing is known yet: then nothing is missing. */
  isLoading: boolean
  /** All metric keys that the runs have. */
  metrics: string[]
  /** The runs that have lines. */
  runs: CurveRun[]
  /** The runs that have a mark in charts of runs. */
  marks: RunMark[]
  /** How many runs there are to choose from. */
  total: number
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
  /** A chart of runs that is there without being added, with more runs than the others show. */
  across?: { chart: AddedChart; marks: RunMark[] } | null
  /** Opens all sections. */
  isOpen?: boolean
  charted?: 'top' | 'selected' | 'all'
  onCharted?: (charted: 'top' | 'selected' | 'all') => void
  /** Selects runs in the table beside the charts. */
  onSelect?: (ids: string[]) => void
}

/** Names of metrics' sections hold no slash. */
const addedSection = '/added'
const imageSection = '/images'
const acrossSection = '/across'

/** A chart per metric, in sections by what stands before the slash, and the charts that somebody added. */
export default function ChartsPane(props: ChartsPaneProps) {
  const { isLoading, metrics, runs, marks, settings, onChange } = props
  const [text, setText] = useState('')
  const { plan, change } = usePlan()
  const across = props.across ?? null
  const charts = plan.added.filter(({ id }) => id !== across?.chart.id)
  const added = useAdded(plan.added, change)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(props.isOpen ? [] : ['system']))
  const sections = useMemo(() => sectionsOf(metrics, text), [metrics, text])
  const imageRuns = useImageRuns(runs, marks)
  const own: [string, boolean][] = [
    [acrossSection, across !== null && text === ''],
    [addedSection, charts.length > 0 && text === ''],
    [imageSection, imageRuns.length > 0],
  ]
  const natural = [...own.flatMap(([name, has]) => (has ? [name] : [])), ...sections.map(({ name }) => name)]
  const names = arranged(natural, plan.sections)
  const toggle = (name: string) => {
    const next = new Set(closed)
    if (!next.delete(name)) next.add(name)
    setClosed(next)
  }
  const showWhole = () => {
    onChange({ range: null })
    change(withoutZooms)
  }
  const share = () => {
    const isRangeShared = !settings.isRangeShared
    onChange({ isRangeShared, ...(isRangeShared && { range: rejoined(plan, settings) }) })
    if (isRangeShared) change((now) => ({ ...now, ranges: {} }))
  }
  useChartCommands({ settings, onChange, onAdd: () => added.edit('new'), onWhole: showWhole, onShare: share })
  const keys = useMemo(() => metricKeys(metrics, marks), [metrics, marks])
  const frame = (name: string) => ({
    isClosed: closed.has(name),
    onToggle: () => toggle(name),
    placing: {
      group: 'sections',
      key: name,
      keys: names,
      onOrder: (order: string[]) => change((now) => ({ ...now, sections: shortOrder(natural, order) })),
    },
  })
  const scaleOf = (chart: string) => ownScaleOf({ plan, change, settings, onChange }, chart)
  const scaleOfAdded = (chart: AddedChart) =>
    ownScaleOf({ plan, change, settings, onChange }, chart.id, xOfAdded(chart, settings.x))
  const metricSection = (name: string) => {
    const ofSection = sections.find((section) => section.name === name)?.keys ?? []
    const order = arranged(ofSection, orderIn(plan, name))
    const onOrder = (next: string[]) =>
      change((now) => ({ ...now, charts: { ...now.charts, [name]: shortOrder(ofSection, next) } }))
    return (
      <ChartSection key={name} name={name} note={plural(order.length, 'chart')} {...frame(name)}>
        <div className="cgrid">
          {order.map((key) => (
            <ChartCell
              key={key}
              metric={key}
              runs={runs}
              {...scaleOf(key)}
              placing={{ group: `charts ${name}`, key, keys: order, onOrder }}
            />
          ))}
        </div>
      </ChartSection>
    )
  }
  const ids = charts.map(({ id }) => id)
  const addedCharts = () => (
    <ChartSection key={addedSection} name="Added charts" note={plural(ids.length, 'chart')} {...frame(addedSection)}>
      <Suspense fallback={<div className="plot" />}>
        <div className="cgrid added">
          {charts.map((chart) => (
            <AddedCell
              key={chart.id}
              chart={chart}
              {...{ runs, marks }}
              {...scaleOfAdded(chart)}
              placing={{ group: 'charts added', key: chart.id, keys: ids, onOrder: added.order }}
              onEdit={() => added.edit(chart)}
              onRemove={() => added.remove(chart.id)}
              onChange={added.put}
              onSelect={props.onSelect}
            />
          ))}
        </div>
      </Suspense>
    </ChartSection>
  )
  const acrossChart = (given: NonNullable<typeof across>) => {
    const chart = plan.added.find(({ id }) => id === given.chart.id) ?? given.chart
    return (
      <ChartSection key={acrossSection} name={kinds[chart.kind].title} note="" {...frame(acrossSection)}>
        <Suspense fallback={<div className="plot" />}>
          <AddedCell
            {...{ chart, runs }}
            marks={given.marks}
            {...scaleOfAdded(chart)}
            placing={{ group: 'across', key: chart.id, keys: [chart.id], onOrder: added.order }}
            onEdit={() => added.edit(chart)}
            onRemove={chart === given.chart ? undefined : () => added.remove(chart.id)}
            onChange={added.put}
            onSelect={props.onSelect}
          />
        </Suspense>
      </ChartSection>
    )
  }
  const gallery = () => (
    <ChartSection key={imageSection} name="Images" note={plural(imageRuns.length, 'run')} {...frame(imageSection)}>
      <Suspense fallback={null}>
        <ImageGallery
          runs={imageRuns}
          text={text}
          plan={plan.images}
          onPlan={(images) => change((now) => ({ ...now, images }))}
        />
      </Suspense>
    </ChartSection>
  )
  return (
    <>
      <ChartTools
        {...{ settings, onChange, metrics, text }}
        shown={runs.length}
        total={props.total}
        charted={props.charted}
        onCharted={props.onCharted}
        onText={setText}
        onX={(x) => {
          onChange({ x, range: null })
          change((now) => ({ ...now, ranges: {} }))
        }}
        onShare={share}
        onAdd={added.isFull ? undefined : () => added.edit('new')}
        onWhole={settings.range !== null || hasZooms(plan) ? showWhole : undefined}
      />
      <div className="scroll" tabIndex={0} role="region" aria-label="Charts">
        <Nothing isLoading={isLoading} metrics={metrics.length} runs={runs.length} total={props.total} />
        {names.map((name) => {
          if (name === acrossSection) return across && acrossChart(across)
          if (name === addedSection) return addedCharts()
          return name === imageSection ? gallery() : metricSection(name)
        })}
      </div>
      {added.editing && (
        <Suspense fallback={null}>
          <AddedDialog
            chart={added.editing === 'new' ? null : added.editing}
            keys={keys}
            marks={marks}
            onClose={() => added.edit(null)}
            onSave={added.put}
          />
        </Suspense>
      )}
    </>
  )
}

/** Says why there are no charts, where there are none. */
type NothingProps = Record<'metrics' | 'runs' | 'total', number> & { isLoading: boolean }

function Nothing({ isLoading, metrics, runs, total }: NothingProps) {
  if (total === 0) return !isLoading && <Message title="No runs, so nothing to draw." />
  if (metrics === 0) return !isLoading && <Message title="These runs logged no metrics." />
  return runs === 0 && <Message title="No run is shown: fill a square beside a name." />
}

/** Keys of the runs, by how many have them; the metrics that are drawn are among them in any case. */
function metricKeys(metrics: readonly string[], marks: readonly RunMark[]): string[] {
  const ofRuns = keysOf(marks.map((mark) => mark.run))
    .map((key) => key.id)
    .filter((id) => !id.startsWith('t.mlflow.'))
  return [...new Set([...ofRuns, ...metrics.map((metric) => `m.${metric}`)])]
}

/** The runs with lines that say that they logged images. */
function useImageRuns(runs: CurveRun[], marks: readonly RunMark[]): CurveRun[] {
  const key = marks
    .filter(({ run }) => Object.hasOwn(run.tags, imageTag))
    .map(({ id }) => id)
    .join()
  return useMemo(() => {
    const ids = new Set(key.split(','))
    return runs.filter(({ id }) => ids.has(id))
  }, [runs, key])
}

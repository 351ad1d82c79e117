import { Button } from '../ui/Button'
import { visible } from '../ui/text'
import { xMetricOf, type XKind } from './curves'
import type { ChartSettings } from './settings'
import { yScales, type YScale } from './yScale'

interface ChartToolsProps {
  shown: number
  total: number
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
  charted: 'top' | 'selected' | 'all' | undefined
  onCharted: ((charted: 'top' | 'selected' | 'all') => void) | undefined
  text: string
  onText: (text: string) => void
  /** The metrics that lines can be drawn over. */
  metrics: string[]
  onX: (x: XKind) => void
  /** Whether a zoom is that of all charts over the same x. */
  onShare: () => void
  /** Absent where there is no room for more charts. */
  onAdd: (() => void) | undefined
  /** Absent where nothing is zoomed. */
  onWhole: (() => void) | undefined
}

/** A list of all keys would take longer to read than to type; the dialog finds any. */
const listedMax = 200

const smoothingSteps = 99

export function ChartTools({ settings, onChange, charted, onCharted, ...props }: ChartToolsProps) {
  return (
    <div className="ctools" role="toolbar" aria-label="Charts">
      {charted && onCharted && (
        <label>
          <span className="hidden-text">Runs in the charts</span>
          <select value={charted} onChange={(event) => onCharted(event.target.value as 'top' | 'selected' | 'all')}>
            <option value="top">first 12</option>
            <option value="selected">selected</option>
            <option value="all">first 100</option>
          </select>
        </label>
      )}
      <span>
        <span className="strong">{props.shown}</span> of {props.total} runs
      </span>
      <XChoice x={settings.x} metrics={props.metrics} onChange={props.onX} />
      <label className="row">
        Smooth
        <input
          id="smoothing"
          type="range"
          min={0}
          max={smoothingSteps}
          value={Math.round(settings.smoothing * 100)}
          onChange={(event) => onChange({ smoothing: Number(event.target.value) / 100 })}
        />
        <span className="strong">{settings.smoothing.toFixed(2)}</span>
      </label>
      <label>
        Y{' '}
        <select
          aria-label="Scale of values"
          value={settings.scale}
          onChange={(event) => onChange({ scale: event.target.value as YScale })}
        >
          {yScales.map((scale) => (
            <option key={scale}>{scale}</option>
          ))}
        </select>
      </label>
      <Button
        kind="small quiet"
        aria-pressed={settings.isClipped}
        onClick={() => onChange({ isClipped: !settings.isClipped })}
      >
        Clip <span className="strong">{settings.isClipped ? '1–99 %' : 'off'}</span>
      </Button>
      <Button
        kind="small quiet"
        aria-pressed={settings.isRangeShared}
        title="A zoom in one chart is a zoom in all that stand over the same x"
        onClick={props.onShare}
      >
        Link X <span className="strong">{settings.isRangeShared ? 'on' : 'off'}</span>
      </Button>
      <Button
        kind="small quiet"
        aria-pressed={settings.isLinked}
        title="Charts whose metrics end alike, such as train/loss and val/loss, stand on one scale"
        onClick={() => onChange({ isLinked: !settings.isLinked })}
      >
        Link Y <span className="strong">{settings.isLinked ? 'on' : 'off'}</span>
      </Button>
      <Button
        kind="small quiet"
        aria-pressed={settings.isConnected}
        title="A line breaks where steps are missing: more than five times what usually lies between two"
        onClick={() => onChange({ isConnected: !settings.isConnected })}
      >
        Gaps <span className="strong">{settings.isConnected ? 'connected' : 'broken'}</span>
      </Button>
      {props.onWhole && (
        <Button kind="small" onClick={props.onWhole}>
          Whole range <kbd>0</kbd>
        </Button>
      )}
      <span className="grow" />
      {props.onAdd && (
        <Button kind="small" icon="plus" onClick={props.onAdd}>
          Add a chart
        </Button>
      )}
      <input
        className="in"
        style={{ width: 140, height: 24, flex: 'none' }}
        aria-label="Find a chart"
        placeholder="Find a chart"
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
      />
    </div>
  )
}

interface XChoiceProps {
  x: XKind
  metrics: string[]
  onChange: (x: XKind) => void
}

function XChoice({ x, metrics, onChange }: XChoiceProps) {
  const chosen = xMetricOf(x)
  const listed = metrics.slice(0, listedMax)
  const shown = chosen === null || listed.includes(chosen) ? listed : [chosen, ...listed]
  return (
    <label>
      X{' '}
      <select value={x} onChange={(event) => onChange(event.target.value as XKind)}>
        <option value="step">step</option>
        <option value="relative">relative time</option>
        <option value="wall">wall clock</option>
        <optgroup label="Another metric, joined by step">
          {shown.map((metric) => (
            <option key={metric} value={`m.${metric}`}>
              {visible(metric)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
}

import { Button } from '../ui/Button'
import type { XKind } from './curves'
import type { ChartSettings } from './settings'

interface ChartToolsProps {
  shown: number
  total: number
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
  charted?: 'top' | 'selected' | 'all'
  onCharted?: (charted: 'top' | 'selected' | 'all') => void
  text: string
  onText: (text: string) => void
}

const smoothingSteps = 99

export function ChartTools({ shown, total, settings, onChange, charted, onCharted, text, onText }: ChartToolsProps) {
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
        <span className="strong">{shown}</span> of {total} runs
      </span>
      <label>
        X{' '}
        <select value={settings.x} onChange={(event) => onChange({ x: event.target.value as XKind, range: null })}>
          <option value="step">step</option>
          <option value="relative">relative time</option>
          <option value="wall">wall clock</option>
        </select>
      </label>
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
      <Button kind="small quiet" aria-pressed={settings.isLog} onClick={() => onChange({ isLog: !settings.isLog })}>
        Y <span className="strong">{settings.isLog ? 'log' : 'linear'}</span>
      </Button>
      <Button
        kind="small quiet"
        aria-pressed={settings.isClipped}
        onClick={() => onChange({ isClipped: !settings.isClipped })}
      >
        Clip <span className="strong">{settings.isClipped ? '1–99 %' : 'off'}</span>
      </Button>
      {settings.range && (
        <Button kind="small" onClick={() => onChange({ range: null })}>
          Whole range <kbd>0</kbd>
        </Button>
      )}
      <span className="grow" />
      <input
        className="in"
        style={{ width: 140, height: 24, flex: 'none' }}
        aria-label="Find a chart"
        placeholder="Find a chart"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}

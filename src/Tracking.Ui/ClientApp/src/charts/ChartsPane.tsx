import { useMemo, useState } from 'react'
import { useCommands } from '../app/commands'
import { Icon } from '../ui/icons'
import { Message } from '../ui/states'
import { plural } from '../ui/text'
import { ChartCell } from './ChartCell'
import { ChartTools } from './ChartTools'
import type { CurveRun } from './curves'
import { pointer } from './pointer'
import { sectionsOf } from './sections'
import type { ChartSettings } from './settings'

interface ChartsPaneProps {
  /** Nothing is known yet: then nothing is missing. */
  isLoading: boolean
  /** All metric keys that the runs have. */
  metrics: string[]
  runs: CurveRun[]
  /** How many runs there are to choose from. */
  total: number
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
  /** Opens all sections. */
  isOpen?: boolean
  charted?: 'top' | 'selected' | 'all'
  onCharted?: (charted: 'top' | 'selected' | 'all') => void
}

/** A chart per metric, in sections by what stands before the slash. */
export default function ChartsPane({
  isLoading,
  metrics,
  runs,
  settings,
  onChange,
  isOpen = false,
  ...rest
}: ChartsPaneProps) {
  const [text, setText] = useState('')
  const sections = useMemo(() => sectionsOf(metrics, text), [metrics, text])
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(isOpen ? [] : ['system']))
  const toggle = (name: string) => {
    const next = new Set(closed)
    if (!next.delete(name)) next.add(name)
    setClosed(next)
  }
  useCommands([
    { id: 'whole', title: 'Show the whole range', group: 'View', keys: '0', run: () => onChange({ range: null }) },
    { id: 'log', title: 'Logarithmic values', group: 'View', run: () => onChange({ isLog: !settings.isLog }) },
    {
      id: 'smooth',
      title: 'Smoothing',
      group: 'View',
      keys: 's',
      run: () => document.querySelector<HTMLElement>('#smoothing')?.focus(),
    },
    {
      id: 'release',
      title: 'Let go of the pinned place',
      group: 'View',
      keys: 'Shift+Escape',
      run: () => pointer.set({ isPinned: false, x: null, run: null }),
    },
  ])
  return (
    <>
      <ChartTools {...rest} shown={runs.length} settings={settings} onChange={onChange} text={text} onText={setText} />
      <div className="scroll" tabIndex={0} role="region" aria-label="Charts">
        {metrics.length === 0 && !isLoading && <Message title="These runs logged no metrics." />}
        {runs.length === 0 && metrics.length > 0 && <Message title="No run is shown: fill a square beside a name." />}
        {sections.map(({ name, keys }) => (
          <section key={name} className="section" aria-label={name}>
            <button type="button" aria-expanded={!closed.has(name)} onClick={() => toggle(name)}>
              <Icon name={closed.has(name) ? 'right' : 'down'} />
              {name}
              <small>{plural(keys.length, 'chart')}</small>
            </button>
            {!closed.has(name) && (
              <div className="cgrid">
                {keys.map((key) => (
                  <ChartCell
                    key={key}
                    metric={key}
                    runs={runs}
                    settings={settings}
                    onZoom={(range) => onChange({ range })}
                  />
                ))}
              </div>
            )}
          </section>
        ))}
      </div>
    </>
  )
}

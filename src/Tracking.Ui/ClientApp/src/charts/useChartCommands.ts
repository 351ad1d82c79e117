import { useCommands } from '../app/commands'
import { actOnChart } from './ChartFrame'
import { pointer } from './pointer'
import type { ChartSettings } from './settings'
import { yScales } from './yScale'

interface ChartActs {
  settings: ChartSettings
  onChange: (patch: Partial<ChartSettings>) => void
  onAdd: () => void
  onWhole: () => void
  onShare: () => void
}

/** What can be done with the charts from the keyboard and the palette. */
export function useChartCommands({ settings, onChange, onAdd, onWhole, onShare }: ChartActs) {
  useCommands([
    { id: 'add chart', title: 'Add a chart', group: 'View', keys: 'a', run: onAdd },
    { id: 'whole', title: 'Show the whole range', group: 'View', keys: '0', run: onWhole },
    { id: 'chart full', title: 'A chart in full screen', group: 'View', keys: 'f', run: () => actOnChart('full') },
    { id: 'chart table', title: 'A chart as a table', group: 'View', keys: 'w', run: () => actOnChart('table') },
    {
      id: 'find chart',
      title: 'Find a chart',
      group: 'View',
      keys: 'Shift+f',
      run: () => document.querySelector<HTMLElement>('[aria-label="Find a chart"]')?.focus(),
    },
    ...yScales.map((scale) => ({
      id: `scale ${scale}`,
      title: `Values on a ${scale} scale`,
      group: 'View' as const,
      run: () => onChange({ scale }),
    })),
    { id: 'share x', title: 'One range of x for all charts, or one for each', group: 'View', run: onShare },
    {
      id: 'gaps',
      title: 'Break or connect lines where steps are missing',
      group: 'View',
      run: () => onChange({ isConnected: !settings.isConnected }),
    },
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
}

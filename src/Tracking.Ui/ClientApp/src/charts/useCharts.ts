import { useCallback, useMemo } from 'react'
import { useUrlState } from '../app/urlState'
import { parseCharts, printCharts, type ChartSettings } from './settings'

export function useCharts(): { settings: ChartSettings; change: (patch: Partial<ChartSettings>) => void } {
  const { query, now: urlNow, change: changeUrl } = useUrlState()
  // By its text: other parts of the URL must not make every chart draw again.
  const key = JSON.stringify(printCharts(parseCharts(query)))
  const settings = useMemo(() => {
    const printed = JSON.parse(key) as Record<string, string | null>
    const given = Object.entries(printed).filter((entry): entry is [string, string] => entry[1] !== null)
    return parseCharts(new URLSearchParams(given))
  }, [key])
  const change = useCallback(
    (patch: Partial<ChartSettings>) => {
      const now = parseCharts(urlNow())
      changeUrl(printCharts({ ...now, ...patch }), 'range' in patch || 'x' in patch || 'isRangeShared' in patch)
    },
    [changeUrl, urlNow],
  )
  return { settings, change }
}

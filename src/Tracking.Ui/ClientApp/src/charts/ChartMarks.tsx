import { countText, plural } from '../ui/text'
import type { Lines } from './export/lineFigure'
import { marksOf, ratioText, type Sampling } from './marks'
import type { FoundCurves } from './useCurves'

interface ChartMarksProps {
  found: FoundCurves
  lines: Lines
  isBars: boolean
  runs: number
}

/** In a chart's header: what is left out, broken or missing in what it shows. */
export function ChartMarks({ found, lines, isBars, runs }: ChartMarksProps) {
  const { scale, hasZero, isClipped } = lines
  const { below, texts } = marksOf(found.curves, {
    scale,
    runs: hasZero ? 0 : runs,
    nans: found.nans,
    y: isClipped ? lines.y : null,
  })
  if (isBars) return texts.join(' · ')
  return (
    <>
      {scale !== 'linear' && <span className="chip edited">{scale}</span>}{' '}
      {found.curves.length > 0 && <Ratio {...found.sampling} />}
      {[...texts, joinedText(found)].filter(Boolean).map((text) => ` · ${text}`)}
      {below > 0 && ` · ${plural(below, 'value')} ≤ 0, for which symlog has a place`}
    </>
  )
}

/** The focus says in words what the ratio means. */
function Ratio(sampling: Sampling) {
  const { total, shown } = sampling
  const text = ratioText(sampling)
  const words =
    text === 'all'
      ? `All ${plural(total, 'point')} in the range.`
      : `${countText(total)} points as ${countText(shown)}: extremes, NaN and ends kept. Zoom loads every point.`
  return (
    <span className="ratio" tabIndex={0} title={words}>
      {text}
      <span className="words"> {words}</span>
    </span>
  )
}

const joinedText = ({ joined, isLoading }: FoundCurves) =>
  joined.points < joined.of && !isLoading ? `${joined.points} of ${joined.of} points have a partner at their step` : ''

import { useState } from 'react'
import { numberText } from '../ui/text'
import type { TimeMark } from './events'

export interface TimeSeries {
  name: string
  color: string
  /** Time and value; a value that is missing breaks the line. */
  points: (readonly [number, number | undefined])[]
}

interface TimeChartProps {
  title: string
  unit: string
  series: TimeSeries[]
  /** Rules at certain times. */
  marks?: TimeMark[]
}

const width = 400
const height = 132
const foot = 18
const side = 40

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** A few lines over time. What is under the pointer stands in the header: nothing covers the lines. */
export function TimeChart({ title, unit, series, marks = [] }: TimeChartProps) {
  const [place, setPlace] = useState<number | null>(null)
  const points = series[0]?.points ?? []
  const values = series.flatMap((one) => one.points.flatMap(([, value]) => (value === undefined ? [] : [value])))
  const top = niceAbove(Math.max(0, ...values))
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 1]
  const x = (time: number) => (last === first ? width : side + ((time - first) / (last - first)) * (width - side))
  const y = (value: number) => (1 - value / top) * (height - foot - 8) + 8
  const shown = points[place ?? points.length - 1]
  const seen = between(marks, points, first, last)
  const near = place === null ? undefined : nearestOf(seen, points[place]![0], (last - first) / 40)
  const read = series.map((one) => readingOf(one, place ?? one.points.length - 1))
  const move = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const time = first + ((((event.clientX - box.left) / box.width) * width - side) / (width - side)) * (last - first)
    const distance = (i: number) => Math.abs(points[i]![0] - time)
    const closest = points.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0)
    setPlace(points.length > 0 ? closest : null)
  }
  return (
    <div className="time-chart">
      <header>
        <b>{title}</b>
        <span className="mut">{unit}</span>
        <span className="read">
          {momentOf(shown?.[0], near)}
          {read.join(' · ')}
        </span>
      </header>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={[`${title} over time, now ${read.join(', ')} ${unit}`, ...seen.map(markText)].join('; ')}
        onPointerMove={move}
        onPointerLeave={() => setPlace(null)}
      >
        {[0, top / 2, top].map((value) => (
          <line key={value} className="rule" x1={side} x2={width} y1={y(value)} y2={y(value)} />
        ))}
        <Marks marks={seen} x={x} />
        {shown && place !== null && (
          <line className="rule" x1={x(shown[0])} x2={x(shown[0])} y1={8} y2={height - foot} stroke="var(--ink3)" />
        )}
        {series.flatMap((one) =>
          runsOf(one.points).map((run, i) => (
            <polyline
              key={`${one.name} ${i}`}
              stroke={one.color}
              points={placesOf(run.map(([time, value]) => [x(time), y(value)]))}
            />
          )),
        )}
      </svg>
      <div className="row" style={{ justifyContent: 'space-between', fontSize: 11, color: 'var(--ink3)' }}>
        <span>{points.length > 1 && clock.format(first)}</span>
        <span>up to {numberText(top, 3)}</span>
        <span>{points.length > 1 && clock.format(last)}</span>
      </div>
    </div>
  )
}

function Marks({ marks, x }: { marks: TimeMark[]; x: (time: number) => number }) {
  return marks.map(({ time, color }, i) => (
    <line key={`${time} ${i}`} className="mark" x1={x(time)} x2={x(time)} y1={0} y2={height - foot} stroke={color} />
  ))
}

/** Those between two times. */
const between = (marks: TimeMark[], points: TimeSeries['points'], first: number, last: number) =>
  points.length > 1 ? marks.filter((mark) => mark.time >= first && mark.time <= last) : []

/** What stands before the values: what happened there, and when. */
const momentOf = (time: number | undefined, mark: TimeMark | undefined) =>
  [mark?.text, time === undefined ? undefined : clock.format(time)].filter(Boolean).map((part) => `${part} · `).join('')

function readingOf(series: TimeSeries, place: number): string {
  const value = series.points[place]?.[1]
  return `${series.name} ${value === undefined ? '–' : numberText(value, 3)}`
}

const markText = (mark: TimeMark) => `${mark.text} at ${clock.format(mark.time)}`

function nearestOf(marks: TimeMark[], time: number, within: number): TimeMark | undefined {
  const distance = (mark: TimeMark) => Math.abs(mark.time - time)
  const [first] = marks.filter((mark) => distance(mark) <= within).sort((a, b) => distance(a) - distance(b))
  return first
}

/** As a line; a single point, which has neighbours without a value, becomes a short one. */
function placesOf(places: [number, number][]): string {
  const [first] = places
  const seen = places.length === 1 && first ? [-2, 2].map((by) => [first[0] + by, first[1]]) : places
  return seen.map((place) => place.join(',')).join(' ')
}

/** Points without a gap between them. */
function runsOf(points: TimeSeries['points']): [number, number][][] {
  const runs: [number, number][][] = [[]]
  for (const [time, value] of points) {
    if (value === undefined) runs.push([])
    else runs.at(-1)!.push([time, value])
  }
  return runs.filter((run) => run.length > 0)
}

function niceAbove(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!
}

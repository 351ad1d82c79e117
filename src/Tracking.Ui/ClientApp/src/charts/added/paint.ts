import { visible } from '../../ui/text'
import { rampColor, type Colors } from '../colors'
import type { LegendEntry } from '../export/figure'
import type { RunMark } from './scene'
import type { ValueAxis } from './valueAxis'

/** Which colour a run has: its own, or by a value. */
export interface Paint {
  axis: ValueAxis | null
  of: (mark: RunMark, colors: Colors) => string
  legend: (marks: readonly RunMark[], colors: Colors) => LegendEntry[]
}

const rampParts = [0, 0.25, 0.5, 0.75, 1]

export function paintBy(axis: ValueAxis | null): Paint {
  if (axis === null) return ownColors
  return axis.kind === 'category' ? byCategory(axis) : byNumber(axis)
}

const ownColors: Paint = {
  axis: null,
  of: ({ slot }, colors) => (slot === null ? colors.text : (colors.slots[slot] ?? colors.text)),
  legend: (marks, colors) =>
    marks.flatMap(({ name, slot }) => (slot === null ? [] : [{ name, color: colors.slots[slot] ?? colors.text }])),
}

/** The first twelve have a colour each; those after share the quiet one. */
function byCategory(axis: ValueAxis): Paint {
  const colorOf = (index: number, colors: Colors) =>
    index < 0 ? colors.text : (colors.slots[index + 1] ?? colors.text)
  return {
    axis,
    of: ({ run }, colors) => {
      const place = axis.place(run)
      return colorOf(place === null ? -1 : axis.valueAt(place), colors)
    },
    legend: (_, colors) => axis.categories.map((text, i) => ({ name: visible(text), color: colorOf(i, colors) })),
  }
}

function byNumber(axis: ValueAxis): Paint {
  return {
    axis,
    of: ({ run }, colors) => {
      const place = axis.place(run)
      return place === null ? colors.text : rampColor(colors.ramp, place)
    },
    legend: (_, colors) =>
      rampParts.map((part) => ({
        name: `${axis.title} ${Number(axis.valueAt(part).toPrecision(4))}`,
        color: rampColor(colors.ramp, part),
      })),
  }
}

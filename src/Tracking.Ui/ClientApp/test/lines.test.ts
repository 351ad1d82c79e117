import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curvesOf, yDomain, type Curve } from '../src/charts/curves'
import { gapsIn } from '../src/charts/gaps'
import { marksOf, ratioText } from '../src/charts/marks'
import type { AddedChart } from '../src/charts/added/kinds'
import { emptyPlan, scaleIn, withScale, withZoom, zoomIn } from '../src/charts/plan'
import { parsePlan, printPlan } from '../src/charts/planText'
import { defaultCharts, parseCharts, printCharts, type ChartSettings } from '../src/charts/settings'
import { hasZooms, rangeIn, rejoined, withoutZooms, withRange } from '../src/charts/sharedX'
import { scaled, within } from '../src/charts/wheelZoom'
import { bendOf, kneeOf, symlogTicks, yScales } from '../src/charts/yScale'

const curve = (ys: number[], gaps: number[] = []): Curve => ({
  id: 'a',
  name: 'a',
  slot: 1,
  dash: undefined,
  isRunning: false,
  xs: ys.map((_, i) => i),
  ys,
  raw: null,
  gaps: new Set(gaps),
})

describe('a symlog scale', () => {
  const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true })

  it('has a place for every value, in their order, and finds the value of a place', () => {
    fc.assert(
      fc.property(finite, finite, fc.constantFrom(1e-6, 1e-3, 1), (a, b, knee) => {
        const { to, back } = bendOf('symlog', knee)
        expect(Math.sign(to(a) - to(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(back(to(a)) - a)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a), knee))
      }),
    )
  })

  it('is linear nearer to zero than the value that is nearest to it', () => {
    expect([kneeOf([0, 0.02, -5]), kneeOf([-0.001]), kneeOf([0]), kneeOf([1e-30, 10])]).toEqual([0.01, 0.001, 1, 1e-5])
  })

  it('has ticks at zero and at powers of ten on both sides', () => {
    expect(symlogTicks({ min: -20, max: 300, knee: 1 }, 9)).toEqual([-10, 0, 10, 100])
    expect(symlogTicks({ min: -2e4, max: 3e4, knee: 1 }, 5)).toEqual([-1e4, -100, 0, 100, 1e4])
    expect(symlogTicks({ min: 0, max: 3, knee: 1 }, 4)).toEqual([0, 1, 2, 3])
  })

  it('shows all values with a little room', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), fc.constantFrom(...yScales), (ys, scale) => {
        const { min, max } = yDomain([curve(ys)], { min: 0, max: ys.length }, scale, false)
        const shown = ys.filter((y) => scale !== 'log' || y > 0)
        expect(shown.every((y) => y >= min && y <= max)).toBe(true)
        expect(min).toBeLessThan(max)
      }),
      { examples: [[[-5e-324, 0], 'symlog']] },
    )
  })
})

describe('gaps', () => {
  const steps = (...parts: [number, number, number][]) =>
    parts.flatMap(([from, to, by]) => Array.from({ length: (to - from) / by + 1 }, (_, i) => from + i * by))

  it('are where more than five times the usual distance is missing', () => {
    expect([...gapsIn(steps([0, 50, 10], [110, 200, 10]), false)]).toEqual([6])
    expect([...gapsIn(steps([0, 50, 10], [100, 200, 10]), false)]).toEqual([])
  })

  it('are not seen in a few points, nor where the server left points out', () => {
    expect([...gapsIn([0, 1, 100], false)]).toEqual([])
    const kept = Array.from({ length: 100 }, (_, i) => i * 100 + (i % 2 ? 1 : 95))
    expect([...gapsIn(kept, true)]).toEqual([])
    expect([...gapsIn([...kept, ...kept.map((step) => step + 20_000)], true)]).toEqual([100])
  })

  it('break a line over steps and time, not over another metric, and not where it is connected', () => {
    const of = (x: 'step' | 'wall' | 'm.epoch', isConnected: boolean) => {
      const all = steps([0, 5, 1], [50, 55, 1])
      const series = { steps: all, times: all.map((step) => step * 1000), values: all, xs: all }
      const run = { id: 'a', name: 'a', slot: 1, dash: undefined, isRunning: false }
      return [...curvesOf([run], new Map([['a', series]]), { x, smoothing: 0, isConnected })[0]!.gaps]
    }
    expect([of('step', false), of('wall', false), of('m.epoch', false), of('step', true)]).toEqual([[6], [6], [], []])
  })
})

describe('marks', () => {
  const asked = { scale: 'linear' as const, runs: 1, nans: 0, y: null }

  it('say how much is left out', () => {
    expect(ratioText({ total: 40_000, shown: 800 })).toBe('1:50')
    expect(ratioText({ total: 1_500, shown: 1_000 })).toBe('1:1.5')
    expect(ratioText({ total: 1_000, shown: 1_000 })).toBe('all')
  })

  it('count what has no place', () => {
    expect(marksOf([curve([1, 0, -1, NaN])], { ...asked, scale: 'log' })).toEqual({ below: 2, texts: ['NaN ×1'] })
    expect(marksOf([curve([1, 0, -1])], { ...asked, scale: 'symlog' })).toEqual({ below: 0, texts: [] })
    expect(marksOf([curve([1, 2, 9], [2])], { ...asked, nans: 3, y: { min: 0, max: 5 } }).texts).toEqual([
      'NaN ×3',
      '1 gap',
      'clipped',
    ])
  })
})

describe('what charts share', () => {
  const settings: fc.Arbitrary<ChartSettings> = fc.record({
    x: fc.constantFrom('step', 'relative', 'wall', 'm.epoch'),
    smoothing: fc.integer({ min: 0, max: 99 }).map((part) => part / 100),
    scale: fc.constantFrom(...yScales),
    isClipped: fc.boolean(),
    isLinked: fc.boolean(),
    isConnected: fc.boolean(),
    isRangeShared: fc.boolean(),
    range: fc.option(fc.integer().map((min) => ({ min, max: min + 1 }))),
  })

  it('is the same after it went through a URL', () => {
    fc.assert(
      fc.property(settings, (state) => {
        const given = Object.entries(printCharts(state)).filter((entry): entry is [string, string] => entry[1] !== null)
        expect(parseCharts(new URLSearchParams(given))).toEqual(state)
      }),
    )
  })

  it('is set aside by what a chart has of its own', () => {
    const plan = withZoom(withScale(emptyPlan, 'loss', 'symlog', 'linear'), 'loss', { min: 1, max: 2 })
    const again = parsePlan(printPlan(plan))
    expect([scaleIn(again, 'loss', 'log'), scaleIn(again, 'acc', 'log')]).toEqual(['symlog', 'log'])
    expect([zoomIn(again, 'loss'), zoomIn(again, 'acc')]).toEqual([{ min: 1, max: 2 }, null])
    expect(withZoom(withScale(again, 'loss', 'log', 'log'), 'loss', null)).toEqual(emptyPlan)
  })

  it('is read as it was written before there was a symlog scale', () => {
    const text = Buffer.from(JSON.stringify({ l: [['a', true], ['b', false], ['c', 7]] })).toString('base64url')
    expect(parsePlan(text).scales).toEqual({ a: 'log', b: 'linear' })
  })
})

describe('the x of charts', () => {
  const [one, two] = [{ min: 1, max: 2 }, { min: 3, max: 4 }]
  const alone = { ...defaultCharts, isRangeShared: false }
  const loss = { chart: 'loss', x: 'step' } as const
  const over = { chart: 'added', x: 'm.epoch' } as const

  it('is one for all that stand over the same', () => {
    expect(withRange(emptyPlan, defaultCharts, { ...loss, range: one })).toBe(emptyPlan)
    const plan = withRange(emptyPlan, defaultCharts, { ...over, range: two })
    const settings = { ...defaultCharts, range: one }
    expect([rangeIn(plan, settings, loss), rangeIn(plan, settings, over)]).toEqual([one, two])
    expect(rangeIn(plan, settings, { chart: 'another', x: 'm.epoch' })).toEqual(two)
    expect(rangeIn(plan, settings, { chart: 'another', x: 'm.lr' })).toBeNull()
  })

  it('is that of each where nothing links them, and nothing moves when the link goes', () => {
    const settings = { ...alone, range: one }
    const plan = withRange(emptyPlan, settings, { ...loss, range: two })
    expect([rangeIn(plan, settings, loss), rangeIn(plan, settings, { ...loss, chart: 'acc' })]).toEqual([two, one])
    const whole = withRange(plan, settings, { ...loss, range: null })
    expect([rangeIn(whole, settings, loss), rangeIn(whole, settings, { ...loss, chart: 'acc' })]).toEqual([null, one])
    expect(withRange(withRange(emptyPlan, alone, { ...loss, range: one }), alone, { ...loss, range: null })).toEqual(emptyPlan)
  })

  it('is that of the last zoom once they are linked again', () => {
    const zoomed = withRange(withRange(emptyPlan, alone, { ...loss, range: one }), alone, { chart: 'acc', x: 'step', range: two })
    expect(rejoined(zoomed, alone)).toEqual(two)
    const again = withRange(zoomed, alone, { ...loss, range: one })
    expect([rejoined(again, alone), rejoined(emptyPlan, { ...alone, range: two })]).toEqual([one, two])
    const line: AddedChart = { id: 'added', kind: 'line', columns: ['m.a', 'm.epoch'], color: null, brushes: [], base: null }
    const added = { ...again, added: [line] }
    expect(rejoined(withRange(added, alone, { ...over, range: two }), alone)).toEqual(one)
    expect([rangeIn(again, defaultCharts, loss), hasZooms(again), withoutZooms(again)]).toEqual([null, true, emptyPlan])
  })
})

describe('the wheel', () => {
  it('keeps the place under the pointer and never leaves what there is', () => {
    expect(scaled({ min: 0, max: 100 }, 50, 0.5)).toEqual({ min: 25, max: 75 })
    expect(within(scaled({ min: 25, max: 75 }, 30, 4), { min: 0, max: 100 })).toEqual({ min: 10, max: 100 })
  })
})

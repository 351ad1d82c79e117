import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run } from '../src/api/runs'
import { groupsOf } from '../src/charts/added/box'
import { samplesOf } from '../src/charts/added/contour'
import { kindNames, kinds, type AddedChart } from '../src/charts/added/kinds'
import { brushedPlaces, keptBy, parallelScene } from '../src/charts/added/parallel'
import { paintBy } from '../src/charts/added/paint'
import { spreadOf } from '../src/charts/added/quartiles'
import { runChartOf } from '../src/charts/added/runScenes'
import { scatterScene } from '../src/charts/added/scatter'
import { nextOf, type RunMark } from '../src/charts/added/scene'
import { levelsOf, spansArea, surfaceOf, valueAt } from '../src/charts/added/surface'
import { axisOf, brushOf } from '../src/charts/added/valueAxis'
import { arranged, placed, shortOrder, stepped } from '../src/charts/arrangement'
import { rampColor } from '../src/charts/colors'
import { SvgPen } from '../src/charts/export/svgPen'
import { imageAt, imagesIn, stepsOf } from '../src/charts/images/stepImages'
import { atStepOf, lessBaseline, overMetric, stepsWithin } from '../src/charts/joins'
import { addedMax, emptyPlan, orderIn, type ChartPlan } from '../src/charts/plan'
import { parsePlan, printPlan } from '../src/charts/planText'
import { niceTicks } from '../src/charts/ticks'
import { yScales } from '../src/charts/yScale'
import { viewStateOf } from '../src/runs/savedViews'

const mark = (id: string, params: Record<string, string>, metrics: Record<string, number> = {}): RunMark => ({
  id,
  name: id,
  slot: 1,
  run: { id, name: id, params, metrics, tags: {}, datasets: [], start: 1, end: 2 } as unknown as Run,
})

const runsOf = (marks: RunMark[]) => marks.map(({ run }) => run)

const series = (points: [number, number][]) => ({
  steps: points.map(([step]) => step),
  times: points.map(([step]) => step * 1000),
  values: points.map(([, value]) => value),
})

describe('joining by step', () => {
  const loss = series([[0, 3], [10, 2], [20, 1]])

  it('takes partners by their step, never by their place', () => {
    const epochs = atStepOf(series([[20, 2], [0, 0], [30, 3]]), true)
    expect(overMetric(loss, epochs)).toEqual({ steps: [0, 20], times: [0, 20_000], values: [3, 1], xs: [0, 2] })
  })

  it('reads between sampled steps, never beyond them', () => {
    const at = atStepOf(series([[0, 0], [20, 4]]), false)
    expect([at(-1), at(0), at(5), at(20), at(21)]).toEqual([null, 0, 1, 4, null])
  })

  it('takes the last of several values at a step', () => {
    expect(atStepOf(series([[1, 5], [1, 6]]), true)(1)).toBe(6)
  })

  it('gives nothing but zeros where a run is less itself', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    fc.assert(
      fc.property(fc.uniqueArray(point, { selector: ([step]) => step }), (points) => {
        const one = series(points)
        const less = lessBaseline(one, atStepOf(one, true))
        expect(less.values.map((value) => value + 0)).toEqual(points.map(() => 0))
        expect(less.steps).toEqual(one.steps)
      }),
    )
  })

  it('keeps the x of what it is taken from', () => {
    const over = overMetric(loss, atStepOf(series([[0, 5], [10, 6], [20, 7]]), true))
    expect(lessBaseline(over, atStepOf(series([[10, 1]]), true))).toMatchObject({ xs: [6], values: [1], steps: [10] })
  })

  it('finds the steps of a range of x, with a neighbour on each side', () => {
    const one = series([[0, 0], [10, 1], [20, 2], [30, 3], [40, 4]])
    expect(stepsWithin([one], ({ values }) => values, { min: 1.5, max: 2.5 })).toEqual({ from: 10, to: 30 })
    expect(stepsWithin([one], ({ values }) => values, { min: 9, max: 10 })).toBeUndefined()
  })
})

describe('quartiles', () => {
  it('lie between values where they must', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ count: 4, low: 1, q1: 1.75, median: 2.5, q3: 3.25, high: 4 })
    expect(spreadOf([7])).toEqual({ count: 1, low: 7, q1: 7, median: 7, q3: 7, high: 7 })
  })

  it('leave far values outside the whiskers', () => {
    expect(spreadOf([1, 2, 3, 4, 100])).toMatchObject({ low: 1, high: 4, median: 3 })
  })

  it('are in order for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const { low, q1, median, q3, high } = spreadOf(values)
        expect([low, q1, median, q3, high]).toEqual([low, q1, median, q3, high].sort((a, b) => a - b))
      }),
    )
  })

  it('are those of each group, numbers as groups too', () => {
    const marks = [mark('a', { n: '10' }, { m: 1 }), mark('b', { n: '2' }, { m: 3 }), mark('c', { n: '2' }, { m: 5 })]
    const value = axisOf('m.m', runsOf(marks))
    const group = axisOf('p.n', runsOf(marks), { hasGroups: true })
    const groups = groupsOf({ marks, value, group })
    expect(groups.map(({ name, spread }) => [name, spread.count, spread.median])).toEqual([['2', 2, 4], ['10', 1, 1]])
  })
})

describe('the surface of a contour', () => {
  const corners = [
    { x: 0, y: 0, value: 1 },
    { x: 1, y: 0, value: 2 },
    { x: 0, y: 1, value: 3 },
    { x: 1, y: 1, value: 4 },
  ]

  it('is exact at what was measured and nowhere outside of it', () => {
    for (const { x, y, value } of corners) expect(valueAt(corners, x, y)).toBe(value)
    const known = surfaceOf(corners).values.filter((value) => !Number.isNaN(value))
    expect(Math.min(...known)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...known)).toBeLessThanOrEqual(4)
  })

  it('is empty far from all runs', () => {
    expect(valueAt([{ x: 0, y: 0, value: 1 }], 1, 1)).toBeNaN()
  })

  it('needs four runs that are not on a line', () => {
    expect(spansArea(corners)).toBe(true)
    expect(spansArea(corners.slice(1))).toBe(false)
    expect(spansArea([0, 1, 2, 3].map((i) => ({ x: i / 4, y: i / 4, value: i })))).toBe(false)
  })

  it('begins its bands at the lowest value', () => {
    expect(levelsOf({ min: 0, max: 8 }, 4)).toEqual([0, 2, 4, 6])
    expect(levelsOf({ min: 3, max: 3 }, 4)).toEqual([3])
  })

  it('counts runs at one place once, with their mean', () => {
    const marks = [mark('a', { x: '0', y: '1' }, { m: 1 }), mark('b', { x: '0', y: '1' }, { m: 3 }), mark('c', { x: '2', y: '5' })]
    const axes = { x: axisOf('p.x', runsOf(marks)), y: axisOf('p.y', runsOf(marks)), height: axisOf('m.m', runsOf(marks)) }
    expect(samplesOf(marks, axes)).toEqual([{ x: 0, y: 0, value: 2 }])
  })

  it('says what is missing where there are too few', () => {
    const chart: AddedChart = { id: '1', kind: 'contour', columns: ['p.x', 'p.y', 'm.m'], color: null, brushes: [], base: null }
    const { scene, missing } = runChartOf(chart, [mark('a', { x: '1', y: '1' }, { m: 1 })], { isLog: false })
    expect(scene).toBeNull()
    expect(missing).toContain('1 here have all three')
  })
})

describe('axes', () => {
  const marks = ['0.1', '0.01', '0.001', ''].map((lr, i) => mark(String(i), { lr, opt: i % 2 ? 'sgd' : 'adam' }, { m: i }))

  it('are logarithmic for params that span decades', () => {
    const axis = axisOf('p.lr', runsOf(marks))
    expect(axis.kind).toBe('log')
    expect(marks.map(({ run }) => axis.place(run))).toEqual([1, 0.5, 0, null])
    expect(axis.ticks(5).map(({ text }) => text)).toEqual(['0.001', '0.01', '0.1'])
  })

  it('have categories where a value is no number', () => {
    const axis = axisOf('p.opt', runsOf(marks))
    expect([axis.kind, axis.categories]).toEqual(['category', ['adam', 'sgd']])
    expect(marks.map(({ run }) => axis.place(run))).toEqual([0.25, 0.75, 0.25, 0.75])
  })

  it('have ticks in steps of 1, 2 or 5 within the range', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(niceTicks(0.12, 0.31, 4)).toEqual([0.15, 0.2, 0.25, 0.3])
  })

  it('brush what lies between two places', () => {
    const numbers = axisOf('m.m', runsOf(marks))
    expect(brushOf(numbers, 0.9, 0.3)).toEqual({ axis: 'm.m', keep: [0.9, 2.7] })
    expect(brushOf(numbers, -1, 2)).toEqual({ axis: 'm.m', keep: [0, 3] })
    expect(brushOf(numbers, 0.5, 0.5)).toBeNull()
    expect(brushOf(axisOf('p.opt', runsOf(marks)), 0.6, 1)).toEqual({ axis: 'p.opt', keep: ['sgd'] })
  })

  it('keep the runs that pass every brush', () => {
    const brushes = [
      { axis: 'm.m', keep: [0, 2] as [number, number] },
      { axis: 'p.opt', keep: ['adam'] },
    ]
    expect(keptBy(marks, brushes).map(({ id }) => id)).toEqual(['0', '2'])
    expect(keptBy(marks, [{ axis: 'p.lr', keep: [0, 1] }]).map(({ id }) => id)).toEqual(['0', '1', '2'])
    expect(brushedPlaces(axisOf('p.opt', runsOf(marks)), brushes[1]!)).toEqual([0, 0.5])
  })
})

describe('a chart of runs', () => {
  const marks = [mark('a', { x: '0' }, { m: 0 }), mark('b', { x: '1' }, { m: 1 }), mark('c', {}, { m: 1 })]
  const size = { width: 400, height: 240 }

  it('finds the run under the pointer', () => {
    const scene = scatterScene({ marks, x: axisOf('p.x', runsOf(marks)), y: axisOf('m.m', runsOf(marks)), paint: paintBy(null) })
    expect(scene.ids).toEqual(['a', 'b'])
    expect(scene.nearest(60, 198, size)).toBe('a')
    expect(scene.nearest(380, 26, size)).toBe('b')
    expect(scene.nearest(200, 100, size)).toBeNull()
  })

  it('finds the line under the pointer, not those that a brush left out', () => {
    const axes = ['p.x', 'm.m'].map((id) => axisOf(id, runsOf(marks)))
    const scene = (keep: [number, number]) =>
      parallelScene({ marks, axes, brushes: [{ axis: 'p.x', keep }], paint: paintBy(null) })
    expect(scene([0, 1]).nearest(200, 36, size)).toBe('b')
    expect(scene([0, 0.5]).nearest(200, 36, size)).toBeNull()
  })

  it('is gone through by keys', () => {
    expect([nextOf(['a', 'b'], null, 'ArrowRight'), nextOf(['a', 'b'], 'a', 'ArrowDown')]).toEqual(['a', 'b'])
    expect([nextOf(['a', 'b'], 'b', 'ArrowRight'), nextOf(['a', 'b'], 'b', 'Home')]).toEqual(['b', 'a'])
    expect([nextOf(['a'], 'a', 'Escape'), nextOf(['a'], 'a', 'q')]).toEqual([null, undefined])
  })

  it('has colours between those of the ramp', () => {
    expect([rampColor(['#000000', '#ffffff'], 0.5), rampColor(['#000', '#fff'], 2)]).toEqual([
      'rgb(128,128,128)',
      'rgb(255,255,255)',
    ])
  })
})

describe('SVG', () => {
  it('holds texts as texts', () => {
    const pen = new SvgPen(10, 10)
    pen.fillText('<script>&"\u0000', 1, 2)
    expect(pen.toString()).toContain('>&lt;script&gt;&amp;&quot;</text>')
  })

  it('keeps what is drawn where it was moved to', () => {
    const pen = new SvgPen(10, 10)
    pen.save()
    pen.translate(5, 5)
    pen.beginPath()
    pen.moveTo(1, 1)
    pen.lineTo(2, 2)
    pen.restore()
    pen.stroke()
    expect(pen.toString()).toContain('d="M6 6L7 7"')
  })
})

describe('an arrangement', () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 })

  it('is the same after it was shortened', () => {
    fc.assert(
      fc.property(keys, fc.infiniteStream(fc.double({ min: 0, max: 1 })), (natural, draw) => {
        const order = [...natural].map((key) => ({ key, at: draw.next().value as number }))
        const shuffled = order.sort((a, b) => a.at - b.at).map(({ key }) => key)
        expect(arranged(natural, shortOrder(natural, shuffled))).toEqual(shuffled)
      }),
    )
    expect(shortOrder(['a', 'b', 'c'], ['b', 'a', 'c'])).toEqual(['b'])
  })

  it('forgets what is not there and takes in what is new', () => {
    expect(arranged(['a', 'b', 'c'], ['c', 'gone'])).toEqual(['c', 'a', 'b'])
  })

  it('puts one in the place of another', () => {
    expect([placed(['a', 'b', 'c'], 'c', 'a'), stepped(['a', 'b', 'c'], 'a', 1), stepped(['a'], 'a', -1)]).toEqual([
      ['c', 'a', 'b'],
      ['b', 'a', 'c'],
      ['a'],
    ])
  })
})

describe('the plan of the charts', () => {
  const id = fc.string({ minLength: 1, unit: 'grapheme' })
  const metric = id.map((key) => `m.${key}`)
  const chart = fc.constantFrom(...kindNames).chain((kind) =>
    fc.record({
      id,
      kind: fc.constant(kind),
      columns: fc.array(metric, { minLength: kinds[kind].least, maxLength: kinds[kind].most }),
      color: fc.option(metric),
      brushes: fc.array(fc.record({ axis: metric, keep: fc.tuple(fc.integer(), fc.integer()) }), { maxLength: 3 }),
      base: fc.option(id),
    }),
  )
  const domain = fc.integer().map((min) => ({ min, max: min + 0.5 }))
  const plan: fc.Arbitrary<ChartPlan> = fc.record({
    added: fc.uniqueArray(chart, { maxLength: addedMax, selector: (one) => one.id }),
    sections: fc.array(id),
    charts: fc.dictionary(id, fc.array(id, { minLength: 1 })),
    scales: fc.dictionary(id, fc.constantFrom(...yScales)),
    zooms: fc.dictionary(id, domain),
    ranges: fc.dictionary(id, fc.option(domain)),
    xRanges: fc.dictionary(metric, domain),
    images: fc.record({ step: fc.option(fc.integer()), size: fc.integer({ min: 64, max: 480 }) }),
  })

  it('is the same after it went through a URL', () => {
    fc.assert(
      fc.property(plan, (state) => {
        expect(parsePlan(printPlan(state))).toEqual({
          ...state,
          charts: { ...state.charts },
          scales: { ...state.scales },
          zooms: { ...state.zooms },
          ranges: { ...state.ranges },
          xRanges: { ...state.xRanges },
        })
      }),
    )
    expect(printPlan(emptyPlan)).toBeNull()
  })

  it('is a part of a view that is kept under a name', () => {
    const ch = printPlan({ ...emptyPlan, sections: ['val'] })!
    const kept = new URLSearchParams(viewStateOf(new URLSearchParams({ ch, sel: 'x', v: 'id' })))
    expect(parsePlan(kept.get('ch')).sections).toEqual(['val'])
  })

  it('leaves out what cannot be read', () => {
    const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(parsePlan('%%%')).toEqual(emptyPlan)
    const charts = [{ n: '1', k: 'constructor', c: ['p.a', 'p.b'] }, { n: '2', k: 'line', c: ['start', 'm.a'] }, 7]
    expect(parsePlan(text({ a: charts, s: [1, 'x'], i: ['?'] }))).toEqual({ ...emptyPlan, sections: ['x'] })
    expect(orderIn(emptyPlan, 'constructor')).toEqual([])
  })
})

describe('image files', () => {
  it('are known by the names that MLflow gives them, old and new', () => {
    const paths = [
      'images/val~out+step+10+timestamp+5+ab-c.png',
      'images/val~out+step+10+timestamp+5+ab-c+compressed.webp',
      'images/val~out+step+2+timestamp+7+d.png',
      'images/old%step%3%timestamp%9%e.png',
      'images/older#step#-1#timestamp#9#e#compressed.webp',
      'images/a+step+1+b+step+4+timestamp+1+f.png',
      'images/notes.txt',
    ]
    const found = imagesIn(paths)
    expect([...found.keys()]).toEqual(['val/out', 'old', 'older', 'a+step+1+b'])
    expect(found.get('val/out')!.map(({ step }) => step)).toEqual([2, 10])
    expect(found.get('val/out')![1]).toMatchObject({ path: paths[0], small: paths[1] })
    expect(stepsOf([found])).toEqual([-1, 2, 3, 4, 10])
  })

  it('stand at a step until the next one comes', () => {
    const images = imagesIn(['k+step+5+timestamp+1+a.png', 'k+step+9+timestamp+1+b.png', 'k+step+9+timestamp+2+c.png']).get('k')!
    expect([imageAt(images, 4), imageAt(images, 7)?.step, imageAt(images, 9)?.path]).toEqual([
      undefined,
      5,
      'k+step+9+timestamp+2+c.png',
    ])
  })
})

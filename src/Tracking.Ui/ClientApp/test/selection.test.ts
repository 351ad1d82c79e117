import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run } from '../src/api/runs'
import { seriesOf } from '../src/api/metrics'
import { addressMax, shortQuery, wholeQuery, type LongStates } from '../src/app/longStates'
import { pointStepped } from '../src/charts/stepping'
import type { Curve } from '../src/charts/curves'
import { forEachRun, outcomeText } from '../src/runs/bulk'
import { bestOf, goalsOf, goalTag, nextGoal, toneOf, withGoal, type Goal } from '../src/runs/goals'
import { everything, printedSelection, selectionIn } from '../src/runs/selection'

const runs = ['a', 'b', 'c'].map((id) => ({ id, name: `run ${id}` }) as Run)

describe('a selection', () => {
  it('of everything holds what comes later too, and stays short', () => {
    expect([...selectionIn([everything], runs)]).toEqual(['a', 'b', 'c'])
    const without = printedSelection([everything], runs, new Set(['a', 'c']))
    expect(without).toEqual([everything, 'b'])
    const more = [...runs, { id: 'd' } as Run]
    expect([...selectionIn(without, more)]).toEqual(['a', 'c', 'd'])
    expect(printedSelection(without, more, new Set())).toEqual([])
  })

  it('of some is their ids, whatever is loaded', () => {
    expect([...selectionIn(['x', 'a'], runs)]).toEqual(['x', 'a'])
    expect(printedSelection(['x'], runs, new Set(['x', 'b']))).toEqual(['x', 'b'])
  })
})

describe('an act on many runs', () => {
  it('goes on after a failure and says which', async () => {
    const seen: number[] = []
    const act = (run: Run) => (run.id === 'b' ? Promise.reject(new Error('gone')) : Promise.resolve())
    const outcome = await forEachRun(runs, act, (done) => seen.push(done))
    expect(outcome.done.map((run) => run.id)).toEqual(['a', 'c'])
    expect(outcomeText(outcome, 3, 'deleted')).toBe('2 of 3 runs deleted. Not run b: gone')
    expect(Math.max(...seen)).toBe(2)
  })

  it('is given up where nothing works', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ id: String(i), name: '' }) as Run)
    let tried = 0
    const outcome = await forEachRun(many, () => Promise.reject(new Error(`no ${++tried}`)), () => undefined)
    expect(tried).toBeLessThan(40)
    expect(outcomeText(outcome, 500, 'tagged')).toMatch(/^0 of 500 runs tagged\. Not 0: no 1; 1: no 2; nor 498 others$/)
  })
})

describe('goals', () => {
  const metric = fc.string({ minLength: 1, unit: fc.constantFrom('a', '/', ':', ',', 'ü', ' b') }).map((m) => `m${m}x`)
  it('come back from the tag of the experiment', () => {
    fc.assert(
      fc.property(fc.dictionary(metric, fc.constantFrom<Goal>('max', 'min')), (wanted) => {
        const text = Object.entries(wanted).reduce(
          (tag, [key, goal]) => withGoal(goalsOf({ [goalTag]: tag }), key, goal),
          '',
        )
        expect(Object.fromEntries(goalsOf({ [goalTag]: text }))).toEqual({ ...wanted })
      }),
    )
    expect(withGoal(goalsOf({ [goalTag]: 'max:a\nnonsense\nmin:b' }), 'a', null)).toBe('min:b')
  })

  it('colour what is nearer to them, and nothing else', () => {
    expect([toneOf(1, 'max'), toneOf(1, 'min'), toneOf(-1, 'min'), toneOf(1, undefined)]).toEqual([
      ...['ok', 'bad', 'ok', 'mut'],
    ])
    expect([toneOf(0, 'max'), toneOf(1, null)]).toEqual(['mut', 'mut'])
  })

  it('say which value is best, where one is', () => {
    const values = [2, undefined, NaN, 'x', 5, 5, -Infinity]
    expect([bestOf(values, 'max'), bestOf(values, 'min'), bestOf(values, null)]).toEqual([5, 2, null])
    expect([bestOf([3, 3], 'max'), bestOf([3], 'max'), bestOf([], 'min')]).toEqual([null, null, null])
  })

  it('go round', () => {
    expect([nextGoal(undefined), nextGoal('max'), nextGoal('min')]).toEqual(['max', 'min', null])
  })
})

describe('a long state', () => {
  const kept = new Map<string, string>()
  const states: LongStates = {
    find: (id) => kept.get(id),
    keep: (query) => {
      kept.set('u-1', query)
      return 'u-1'
    },
  }

  it('stands in the address as an id and is read as the whole', () => {
    const long = new URLSearchParams({ q: 'x'.repeat(addressMax), lay: 'table', v: 'named' }).toString()
    const short = shortQuery(long, states)
    expect(short).toBe('v=u-1')
    expect(wholeQuery(`${short}&lay=charts`, states).toString()).toBe(long.replace('lay=table', 'lay=charts'))
  })

  it('stays as it is where it is short, or where nobody keeps it', () => {
    expect(shortQuery('q=x', states)).toBe('q=x')
    expect(shortQuery('q='.padEnd(3000, 'x'), null)).toHaveLength(3000)
    expect(wholeQuery('v=u-2&q=x', states).toString()).toBe('v=u-2&q=x')
  })
})

describe('a chart', () => {
  it('takes columns as they come, and text where a value is no number', () => {
    const values = [1, 2]
    expect(seriesOf({ run_id: 'r', steps: [0, 1], timestamps: [5, 6], values }).values).toBe(values)
    expect(seriesOf({ run_id: 'r', values: [1, 'NaN', '-Infinity'] }).values).toEqual([1, NaN, -Infinity])
  })

  it('is gone through point by point along the line that is brought out', () => {
    const curves = [
      { id: 'a', xs: [0, 1, 2] },
      { id: 'b', xs: [10, 20, 30] },
    ] as Curve[]
    expect(pointStepped(curves, { x: null, hot: null }, -1)).toEqual({ x: 2, run: 'a' })
    expect(pointStepped(curves, { x: 20, hot: 'b' }, 1)).toEqual({ x: 30, run: 'b' })
    expect(pointStepped(curves, { x: 30, hot: 'b' }, 10)).toEqual({ x: 30, run: 'b' })
    expect(pointStepped([], { x: 1, hot: null }, 1)).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run } from '../src/api/runs'
import { patched } from '../src/app/urlState'
import { experimentOf } from '../src/early'
import { strokesFor } from '../src/runs/colors'
import { fieldOf, quotedKey } from '../src/runs/columns'
import { csvOf } from '../src/runs/csv'
import { defaultColumns } from '../src/runs/keyIndex'
import { groupRows, spreadOf, treeRows } from '../src/runs/rows'
import { tagsOfView, viewStateOf, viewsOf } from '../src/runs/savedViews'
import { defaultView, parseView, printView, type ViewState } from '../src/runs/viewState'

const run = (id: string, change: Partial<Run> = {}): Run => ({
  id,
  name: id,
  experiment: '1',
  user: '',
  status: 'FINISHED',
  start: 1,
  end: 2,
  life: 'active',
  artifacts: '',
  metrics: {},
  params: {},
  tags: {},
  datasets: [],
  models: [],
  ...change,
})

const key = fc.string({ minLength: 1, unit: 'grapheme' })
const columnId = fc.oneof(
  fc.constantFrom('name', 'start'),
  key.map((k) => `m.${k}`),
  key.map((k) => `p.${k}`),
)
const view: fc.Arbitrary<ViewState> = fc.record({
  filter: fc.string(),
  life: fc.constantFrom('active', 'deleted'),
  layout: fc.constantFrom('table', 'split', 'charts', 'images'),
  tableWidth: fc.integer({ min: 360, max: 4000 }),
  sort: fc.array(fc.record({ column: columnId, isDescending: fc.boolean() })),
  columns: fc.array(fc.record({ id: columnId, isPinned: fc.boolean(), width: fc.constantFrom(0, 40, 333) })),
  groupBy: fc.array(columnId),
  aggregate: fc.constantFrom('mean', 'min', 'max'),
  charted: fc.constantFrom('top', 'selected', 'all'),
  open: fc.array(key),
  hidden: fc.array(key),
  selected: fc.array(key),
})

describe('what is asked for early', () => {
  it('are the runs of the experiment in the address, below any prefix', () => {
    const at = (path: string, base = '/') => experimentOf(path, base)
    expect([at('/experiments/3/runs'), at('/experiments/3'), at('/a/experiments/12/runs/', '/a/')]).toEqual(['3', '3', '12'])
    expect([at('/experiments'), at('/experiments/3/traces'), at('/runs/abc'), at('/')]).toEqual([null, null, null, null])
  })
})

describe('the state of a view', () => {
  it('is the same after it went through a URL', () => {
    fc.assert(
      fc.property(view, (state) => {
        const url = patched(new URLSearchParams(), printView(state))
        expect(parseView(new URLSearchParams(url))).toEqual(state)
      }),
    )
  })

  it('leaves defaults out of the URL', () => {
    expect(patched(new URLSearchParams('other=1'), printView(defaultView))).toBe('other=1')
  })

  it('is the default where a link says nonsense', () => {
    const nonsense = new URLSearchParams('lay=x&w=-3&sort=nothing~-&cols=:::~!&life=no&agg=%00')
    expect(parseView(nonsense)).toEqual({ ...defaultView, tableWidth: 360 })
  })
})

describe('columns', () => {
  it('name fields as the search language has them', () => {
    expect(fieldOf('m.val/loss')).toBe('metrics.`val/loss`')
    expect(fieldOf('p.lr')).toBe('params.lr')
    expect(fieldOf('start')).toBe('attributes.start_time')
    expect(fieldOf('duration')).toBeNull()
    expect(quotedKey('a`b')).toBe('"a`b"')
  })

  it('are by default what differs', () => {
    const runs = ['a', 'b'].map((id, i) => run(id, { metrics: { loss: i }, params: { lr: String(i), seed: '7' } }))
    expect(defaultColumns(runs).map((column) => column.id)).toEqual(['name', 'm.loss', 'p.lr', 'start', 'duration'])
  })
})

describe('rows', () => {
  it('put children below an open parent only, and survive a circle', () => {
    const child = run('c', { tags: { 'mlflow.parentRunId': 'p' } })
    const circle = ['x', 'y'].map((id, i) => run(id, { tags: { 'mlflow.parentRunId': i ? 'x' : 'y' } }))
    const ids = (open: string[]) => treeRows([run('p'), child, ...circle], new Set(open)).map((row) => row.id)
    expect(ids([])).toEqual(['p'])
    expect(ids(['p'])).toEqual(['p', 'c'])
  })

  it('group by several values, with mean, least and most', () => {
    const runs = [1, 2, 6, NaN].map((loss, i) =>
      run(String(i), { metrics: { loss }, params: { opt: i < 2 ? 'a' : 'b' } }),
    )
    const rows = groupRows(runs, ['p.opt'], new Set(['["b"]']))
    expect(rows.map((row) => row.id)).toEqual(['["a"]', '["b"]', '2', '3'])
    expect(spreadOf(runs, 'm.loss')).toEqual({ count: 3, mean: 3, min: 1, max: 6 })
    expect(spreadOf(runs, 'p.opt')).toBeNull()
  })
})

describe('colours', () => {
  it('stay when runs are added behind, and twelve runs have twelve', () => {
    const ids = Array.from({ length: 30 }, (_, i) => ({ id: `run-${i}`, color: undefined }))
    const few = strokesFor(ids.slice(0, 12))
    const many = strokesFor(ids)
    for (const [id, stroke] of few) expect(many.get(id)).toEqual(stroke)
    expect(new Set([...few.values()].map((stroke) => stroke.slot)).size).toBe(12)
    expect(many.get('run-12')?.dash).toEqual([5, 3])
  })
})

describe('CSV', () => {
  it('has full precision and quotes what needs it', () => {
    const one = run('a,"b"', { metrics: { loss: 0.1 + 0.2 }, params: { text: 'x\ny' } })
    expect(csvOf([one], ['name', 'm.loss', 'p.text', 'p.none'])).toBe(
      'name,metrics.loss,params.text,params.none\r\n"a,""b""",0.30000000000000004,"x\ny",\r\n',
    )
  })
})

describe('A saved view', () => {
  it('comes back from the tags that hold it, however long and strange', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 20_000 }), (name, state) => {
        const tags = tagsOfView({ id: 'a1', name, state })
        expect(viewsOf({ ...tags, 'tracking.view.broken': '{', other: 'x' })).toEqual([{ id: 'a1', name, state }])
        expect(Object.values(tags).every((value) => value.length <= 10_000)).toBe(true)
      }),
    )
  })

  it('leaves out what is selected and which view it is', () => {
    expect(viewStateOf(new URLSearchParams('v=1&sort=m.a&sel=r1&q=x'))).toBe('q=x&sort=m.a')
  })
})

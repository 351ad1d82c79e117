import { describe, expect, it } from 'vitest'
import { tableOfCsv, tableOfJson, summaryOf } from '../src/artifacts/tables'
import { Exact, jsonOf, opened, rowsOf } from '../src/artifacts/tree'

describe('A logged table', () => {
  it('is JSON in the split form, in which images are files', () => {
    const image = { type: 'image', filepath: 'images/1.png', compressed_filepath: 'images/1.webp' }
    const table = tableOfJson({ columns: ['question', 'score', 'shot'], data: [['why?', 0.5, image], [null, [1], {}]] })
    expect(table).toEqual({
      columns: ['question', 'score', 'shot'],
      rows: [
        ['why?', 0.5, { image: 'images/1.png' }],
        [null, '[1]', '{}'],
      ],
      isCut: false,
    })
  })

  it.each([[null], [[]], [{ columns: 1, data: [] }], [{ columns: [], data: [1] }], ['x']])('is not %j', (value) => {
    expect(tableOfJson(value)).toBeNull()
  })
})

describe('A part of a CSV file', () => {
  it('leaves out the row that may be cut', () => {
    expect(tableOfCsv('a,b\n1,2\n3,', ',', false)).toEqual({ columns: ['a', 'b'], rows: [['1', '2']], isCut: true })
  })
})

describe('A column', () => {
  it('of numbers has its extremes, and how they are spread', () => {
    const summary = summaryOf([['1'], [''], ['11'], ['2']], 0)
    expect(summary).toMatchObject({ kind: 'number', min: 1, max: 11, missing: 1 })
    expect(summary.counts).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
  })

  it('of texts has its different ones', () => {
    expect(summaryOf([['a'], ['b'], ['a'], [null]], 0)).toMatchObject({ kind: 'text', distinct: 2, missing: 1 })
  })
})

describe('A tree', () => {
  // Browsers tell how a number was written; Node does not yet.
  const value = { 'a/b': { deep: [1, new Exact('12345678901234567890')] }, empty: '', none: null }

  it('shows what is open', () => {
    const rows = rowsOf(value, new Set(['', '/a~1b', '/a~1b/deep']), new Map())
    expect(rows.map((row) => [row.depth, row.name, row.text])).toEqual([
      [0, '', '{3}'],
      [1, 'a/b', '{1}'],
      [2, 'deep', '[2]'],
      [3, '0', '1'],
      [3, '1', '12345678901234567890'],
      [1, 'empty', ''],
      [1, 'none', 'null'],
    ])
    expect(rowsOf(value, new Set(), new Map())).toHaveLength(1)
  })

  it('is not made of broken JSON', () => expect(jsonOf('{"a": ')).toBeNull())

  it('shows a long list in parts', () => {
    const list = Array.from({ length: 1200 }, (_, i) => i)
    const rows = rowsOf(list, new Set(['']), new Map())
    expect(rows).toHaveLength(502)
    expect(rows.at(-1)).toMatchObject({ kind: 'more', text: '700 more' })
    expect(rowsOf(list, new Set(['']), new Map([['', 2]]))).toHaveLength(1201)
  })

  it('may be nested deeper than the stack', () => {
    const deep = JSON.parse('[]') as unknown[]
    let inner = deep
    for (let i = 0; i < 50_000; i++) inner.push((inner = []))
    const open = new Set(['', '/0', '/0/0'])
    expect(rowsOf(deep, open, new Map())).toHaveLength(4)
    expect(opened(deep)).toEqual(new Set(['', '/0']))
  })
})

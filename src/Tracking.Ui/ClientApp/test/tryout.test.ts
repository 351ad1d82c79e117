import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barsOf, predictionsOf } from '../src/tryout/predictions'
import {
  bodyOf,
  csvOf,
  emptySample,
  fieldNamedIn,
  jsonOf,
  sampleOfCsv,
  sampleOfJson,
  valueOfText,
  type Sample,
} from '../src/tryout/sample'
import { inputSignatureOf, type InputSignature } from '../src/tryout/signature'

const columns = inputSignatureOf(`signature:
  inputs: '[{"type": "double", "name": "fare", "required": true}, {"type": "string", "name": "who, said \\"I\\"",
    "required": false}, {"type": "boolean", "name": "adult", "required": false}, {"type": "array", "items":
    {"type": "long"}, "name": "visits", "required": false}]'
`)
const names = columns.kind === 'columns' ? columns.fields.map((field) => field.name) : []
const tensor = inputSignatureOf(`signature:
  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
`)

/** Text that is no number of its own: a number in a text column stays text only in JSON. */
const text = fc.string({ minLength: 1 }).filter((t) => !/\r/.test(t) && t.trim() !== '')
const row = fc.record(
  {
    fare: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
    [names[1]!]: text,
    adult: fc.boolean(),
    visits: fc.array(fc.integer(), { minLength: 1 }),
  },
  { requiredKeys: ['fare'] },
)

describe('a sample', () => {
  it('is the same after JSON and after CSV', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const sample: Sample = { kind: 'rows', rows }
        expect(sampleOfJson(jsonOf(sample, columns), columns)).toEqual(sample)
        expect(sampleOfCsv(csvOf(sample, columns), columns)).toEqual(sample)
      }),
    )
  })

  it('keeps what is missing missing and does not make numbers of what is none', () => {
    const sample = sampleOfCsv('fare,adult,visits\n1.5,,\nx,TRUE,"[1,2]"', columns)
    expect(sample).toEqual({ kind: 'rows', rows: [{ fare: 1.5 }, { fare: 'x', adult: true, visits: [1, 2] }] })
    expect(csvOf(sample, columns)).toBe('fare,adult,visits\n1.5,,\nx,true,"[1,2]"')
    expect(valueOfText('90071992547409931', undefined)).toBe('90071992547409931')
    expect(valueOfText('007', undefined)).toBe(7)
  })

  it('reads every form of a request', () => {
    const split = '{"dataframe_split":{"columns":["fare","adult"],"data":[[1,true],[2]]}}'
    expect(sampleOfJson(split, columns)).toEqual({ kind: 'rows', rows: [{ fare: 1, adult: true }, { fare: 2 }] })
    expect(sampleOfJson('{"instances":[{"fare":1}]}', columns)).toEqual({ kind: 'rows', rows: [{ fare: 1 }] })
    expect(bodyOf(sampleOfJson('{"inputs":[[1,2,3]]}', tensor), tensor)).toBe('{"inputs":[[1,2,3]]}')
    expect(bodyOf(sampleOfCsv('1,2,3\n4,5,6', tensor), tensor)).toBe('{"inputs":[[1,2,3],[4,5,6]]}')
    const unknown = sampleOfJson('{"fare":1}', columns)
    expect(bodyOf(unknown, columns)).toBe('{"fare":1}')
  })

  it('says what is wrong with a text', () => {
    expect(() => sampleOfJson('{', columns)).toThrow('This is not JSON')
    expect(() => sampleOfJson('[1]', columns)).toThrow('A request is an object')
    expect(() => sampleOfCsv('fare\n1,2', columns)).toThrow('Row 1 has 2 cells, and there are 1 columns.')
    expect(() => sampleOfCsv('fare', columns)).toThrow('at least one row')
    expect(() => sampleOfCsv(`fare\n${'1\n'.repeat(1001)}`, columns)).toThrow('1001 rows')
  })

  it('begins with what is required', () => {
    expect(emptySample(columns)).toEqual({ kind: 'rows', rows: [{ fare: 0 }] })
    expect(emptySample(tensor)).toEqual({ kind: 'tensors', tensors: { '': [[0, 0, 0]] } })
    const none: InputSignature = { kind: 'none' }
    expect(emptySample(none).kind).toBe('body')
  })
})

describe('a refusal', () => {
  it('belongs to the field it names', () => {
    const fields = ['age', 'age_group', 'sex']
    expect(fieldNamedIn("Failed to convert column age_group to type 'long'", fields)).toBe('age_group')
    expect(fieldNamedIn('column age: x', fields)).toBe('age')
    expect(fieldNamedIn('the package is too large', fields)).toBeNull()
  })
})

describe('predictions', () => {
  it('are a table whatever the form', () => {
    expect(predictionsOf({ predictions: [1, 2] })).toEqual({ columns: ['prediction'], rows: [[1], [2]] })
    expect(predictionsOf({ predictions: [[0.2, 0.8]] })).toEqual({ columns: ['0', '1'], rows: [[0.2, 0.8]] })
    expect(predictionsOf({ predictions: [{ label: 'a', p: { a: 0.9, b: 0.1 } }] })).toEqual({
      columns: ['label', 'p.a', 'p.b'],
      rows: [['a', 0.9, 0.1]],
    })
    expect(predictionsOf({ predictions: { label: ['a', 'b'], p: [[1, 0], [0, 1]] } })).toEqual({
      columns: ['label', 'p[0]', 'p[1]'],
      rows: [['a', 1, 0], ['b', 0, 1]],
    })
    const bare = { predictions: { p: [0.9, 0.1] } }
    expect(predictionsOf(bare, 1)).toEqual({ columns: ['p[0]', 'p[1]'], rows: [[0.9, 0.1]] })
    const flat = { predictions: [{ p: 0.9 }, { p: 0.1 }, { p: 0.3 }, { p: 0.7 }] }
    expect(predictionsOf(flat, 2)).toEqual({ columns: ['p[0]', 'p[1]'], rows: [[0.9, 0.1], [0.3, 0.7]] })
    expect(predictionsOf(flat, 4).rows).toEqual([[0.9], [0.1], [0.3], [0.7]])
    expect(predictionsOf(bare, 2).rows).toEqual([[0.9], [0.1]])
    expect(predictionsOf([0.9, 0.1], 1).rows).toEqual([[0.9, 0.1]])
    expect(predictionsOf('text').rows).toEqual([['text']])
  })

  it('of one row are bars of its numbers, of many how often each came', () => {
    expect(barsOf({ columns: ['a', 'b'], rows: [['x', 2]] }).bars).toEqual([{ label: 'b', value: 2 }])
    const many = { columns: ['p'], rows: [['a'], ['b'], ['a']] }
    expect(barsOf(many).bars).toEqual([{ label: 'a', value: 2 }, { label: 'b', value: 1 }])
    const numbers = Array.from({ length: 100 }, (_, i) => [i])
    expect(barsOf({ columns: ['p'], rows: numbers }).bars.map((bar) => bar.value).reduce((a, b) => a + b)).toBe(100)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortest, shortSample } from '../src/tryout/float32'
import { barsOf, predictionsOf } from '../src/tryout/predictions'
import type { Sample } from '../src/tryout/sample'
import { inputSignatureOf } from '../src/tryout/signature'
import { countOf, headOf, headText, isLong, sizesOf } from '../src/tryout/tensorText'

describe('A 32-bit number', () => {
  it.each([
    [Math.fround(5.1), 5.1],
    [Math.fround(0.1), 0.1],
    [Math.fround(1 / 3), 0.33333334],
    [Math.fround(16_777_217), 16_777_216],
    [1.401298464324817e-45, 1e-45],
    [3, 3],
    [-0.25, -0.25],
  ])('%d is %d', (value, shown) => expect(shortest(value)).toBe(shown))

  it('is the same number in its shortest form, which is no longer than nine digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (given) => {
        // JSON has no zero below zero.
        const value = given + 0
        expect(Math.fround(shortest(value))).toBe(value)
        expect(shortest(value).toExponential().replace(/e.*|[-.]/g, '').length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

const mixed = inputSignatureOf(`signature:
  inputs: '[{"type": "float", "name": "a"}, {"type": "double", "name": "b"}, {"type": "array", "items":
    {"type": "float"}, "name": "c"}]'
`)

it('An example has the shortest form of its 32-bit columns, and all digits of the others', () => {
  const wide = Math.fround(5.1)
  const sample: Sample = { kind: 'rows', rows: [{ a: wide, b: wide, c: [wide, 2] }, { a: 5.123456789, b: 'x' }] }
  expect(shortSample(sample, mixed)).toEqual({
    kind: 'rows',
    rows: [{ a: 5.1, b: wide, c: [5.1, 2] }, { a: 5.123456789, b: 'x' }],
  })
  const single = inputSignatureOf(`signature:
  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
`)
  const tensors: Sample = { kind: 'tensors', tensors: { '': [[wide, 1]] } }
  expect(shortSample(tensors, single)).toEqual({ kind: 'tensors', tensors: { '': [[5.1, 1]] } })
})

describe('A long tensor', () => {
  const tensor = Array.from({ length: 2 }, () => Array.from({ length: 3 }, () => [1, 2.5, 3, 4]))

  it('is told by its sizes and its first values', () => {
    expect([sizesOf(tensor), countOf(tensor), headOf(tensor)]).toEqual([[2, 3, 4], 24, [1, 2.5, 3, 4, 1, 2.5]])
    expect(headText(tensor)).toBe('2 × 3 × 4: 1, 2.5, 3, 4, 1, 2.5, …')
    expect([isLong(tensor), isLong([1, 2, 3]), isLong(4), isLong('text')]).toEqual([true, false, false, false])
  })

  it('is no class of a prediction to be counted', () => {
    expect(barsOf(predictionsOf({ predictions: { mask: [tensor, tensor] } }, 2)).bars).toEqual([])
  })
})

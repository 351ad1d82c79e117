import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tickTexts } from '../src/charts/axisText'
import { niceTicks } from '../src/charts/ticks'

describe('the ticks of an axis', () => {
  it('have as many digits as tell them apart', () => {
    expect(tickTexts([0.05, 0.1, 0.15])).toEqual(['0.05', '0.1', '0.15'])
    expect(tickTexts([0.05120, 0.05125, 0.0513])).toEqual(['0.0512', '0.05125', '0.0513'])
    expect(tickTexts([1_000_000, 1_000_010])).toEqual(['1M', '1.00001M'])
    expect(tickTexts([null, -2e-7, null, 0])).toEqual(['', '\u22122e\u22127', '', '0'])
  })

  it('are never the same text for two places', () => {
    const axis = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
    fc.assert(
      fc.property(axis, ([from, width]) => {
        const ticks = niceTicks(from, from + width, 6)
        expect(new Set(tickTexts(ticks)).size).toBe(new Set(ticks).size)
      }),
    )
  })
})

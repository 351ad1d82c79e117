import { describe, expect, it } from 'vitest'
import { csvRows, hexOf, kindOfFile } from '../src/artifacts/fileKinds'
import { chordOf } from '../src/app/commands'
import { matchOf } from '../src/app/fuzzy'
import { placeOfLegacyLink } from '../src/app/legacyLinks'
import { filterOf } from '../src/experiments/filter'
import { shell } from '../src/cli/lines'
import { safeLink } from '../src/ui/links'
import { agoText, bytesText, digitsFor, durationText, headAndTail, numberText, visible } from '../src/ui/text'

describe('numbers', () => {
  it.each([
    [0.98461, 4, '0.9846'],
    [-1.5, 4, '\u22121.500'],
    [0.0003, 4, '3e\u22124'],
    [12345678, 4, '1.235e7'],
    [123456, 4, '123456'],
    [NaN, 4, 'NaN'],
    [-Infinity, 4, '\u2212Inf'],
    [0, 4, '0'],
  ])('%d with %d digits is %s', (value, digits, text) => expect(numberText(value, digits)).toBe(text))

  it('get as many digits as tell them apart, up to six', () => {
    expect(digitsFor([0.9, 0.8])).toBe(4)
    expect(digitsFor([0.98461, 0.98462])).toBe(5)
    expect(digitsFor([1.0000001, 1.0000002])).toBe(6)
  })
})

describe('times and sizes', () => {
  it('are short', () => {
    expect(durationText(113_000)).toBe('1m 53s')
    expect(durationText(5)).toBe('5 ms')
    expect(durationText(3 * 86_400_000)).toBe('3d 0h')
    expect(agoText(0, 9)).toBe('–')
    expect(agoText(1_000_000, 1_000_000 + 3 * 3_600_000)).toBe('3 h')
    expect(bytesText(1234)).toBe('1.2 KB')
  })
})

describe('names', () => {
  it('show what would hide or turn the text', () => {
    expect(visible('a\u202Eb\u0000c\nd')).toBe('a␣b␀c⏎d')
    expect(visible('👩‍🔬')).toBe('👩‍🔬')
  })

  it('keep their tail, and no letter is cut in two', () => {
    expect(headAndTail('conf-l-lion-lr5e-4-s9')).toEqual(['conf-l-lion-lr', '5e-4-s9'])
    expect(headAndTail(`a sweep of ${'👩‍🔬'.repeat(8)}`)[1]).toBe('👩‍🔬'.repeat(7))
  })

  it('are one word of a shell', () => {
    expect(shell("it's $(x)")).toBe("'it'\\''s $(x)'")
  })
})

describe('links', () => {
  it.each(['javascript:alert(1)', 'JaVaScRiPt:x', 'data:text/html,x', 'vbscript:x', 'file:///etc'])(
    '%s is none',
    (link) => expect(safeLink(link)).toBeNull(),
  )
  it('to the web and to mail are', () => {
    expect(safeLink('https://example.org')).toBe('https://example.org')
    expect(safeLink('../x')).toBe('../x')
  })

  it.each([
    ['#/experiments/3', '/experiments/3/runs'],
    ['#/experiments/3/runs/ab/artifacts', '/runs/ab/overview'],
    ['#/models/x/versions/2', '/models/x/2'],
    ['#/compare-runs?runs=["a","b"]&experiments=["1"]', '/compare?runs=a,b'],
    ['#content', null],
  ])('of MLflow, %s, lead to %s', (link, place) => expect(placeOfLegacyLink(link)).toBe(place))
})

describe('the palette', () => {
  it('matches starts of words first', () => {
    expect(matchOf('ne', 'New experiment')?.parts).toEqual([0, 1])
    expect(matchOf('cha', 'Show charts')?.parts).toEqual([5, 6, 7])
    expect(matchOf('xyz', 'New experiment')).toBeNull()
  })
})

describe('keys', () => {
  const event = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  it('have one name each', () => {
    expect(chordOf({ ...event, key: 'K', ctrlKey: true })).toBe('Ctrl+k')
    expect(chordOf({ ...event, key: '?', shiftKey: true })).toBe('?')
    expect(chordOf({ ...event, key: 'Y', shiftKey: true })).toBe('Shift+y')
    expect(chordOf({ ...event, key: 'Shift', shiftKey: true })).toBe('')
  })
})

describe('files', () => {
  it('are what their names say', () => {
    expect(kindOfFile('a/MLmodel')).toBe('mlmodel')
    expect(kindOfFile('a/Dockerfile')).toBe('text')
    expect(kindOfFile('a.PNG')).toBe('image')
    expect(kindOfFile('a/weights.bin')).toBe('binary')
  })

  it('of CSV are read with quotes and breaks', () => {
    expect(csvRows('a,"b ""c"", d"\r\n1,"2\n3"\n', ',', 9)).toEqual([
      ['a', 'b "c", d'],
      ['1', '2\n3'],
    ])
    expect(csvRows('a\nb\nc', ',', 2)).toEqual([['a'], ['b']])
  })

  it('that nobody knows are shown byte by byte', () => {
    expect(hexOf(new Uint8Array([0x41, 0]))).toMatch(/^00000000 {2}41 00 +A\.$/)
  })
})

describe('the filter of experiments', () => {
  it('is an expression, or a part of a name', () => {
    expect(filterOf("tags.a = 'b'")).toBe("tags.a = 'b'")
    expect(filterOf("it's")).toBe("name ILIKE '%it''s%'")
    expect(filterOf('  ')).toBe('')
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../src/api/traces'
import { spanLines } from '../src/traces/spanTree'
import { millisecondsText } from '../src/traces/timeText'

const span = (id: string, parent: string, start = 0): Span => ({
  id,
  parent,
  name: id,
  kind: '',
  start,
  end: start + 1,
  isError: false,
  message: '',
  inputs: '',
  outputs: '',
  attributes: {},
  events: [],
})

test('Children stand below their parent, by start', () => {
  const lines = spanLines([span('c', 'a', 2), span('b', 'a', 1), span('d', 'b', 3), span('a', '')])
  expect(lines.map((line) => [line.span.id, line.depth, line.children])).toEqual([
    ['a', 0, 2],
    ['b', 1, 1],
    ['d', 2, 0],
    ['c', 1, 0],
  ])
})

test('What is closed hides what is below it', () => {
  const lines = spanLines([span('a', ''), span('b', 'a'), span('c', 'b')], new Set(['b']))
  expect(lines.map((line) => line.span.id)).toEqual(['a', 'b'])
})

test('No span is lost or shown twice, whatever their parents', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const spans = fc.uniqueArray(fc.tuple(id, fc.oneof(id, fc.constant(''), fc.constant('gone'))), {
    selector: ([own]) => own,
  })
  fc.assert(
    fc.property(spans, (drawn) => {
      const lines = spanLines(drawn.map(([own, parent]) => span(own, parent)))
      expect(lines.map((line) => line.span.id).sort()).toEqual(drawn.map(([own]) => own).sort())
    }),
  )
})

test('Times of spans have the unit that suits them', () => {
  expect([0.0125, 3.14159, 250, 61_000].map(millisecondsText)).toEqual(['12.5 µs', '3.14 ms', '250 ms', '1m 01s'])
})

import { describe, expect, it } from 'vitest'
import {
  clausesOf,
  columnOfField,
  errorRange,
  expectedAt,
  operatorsFor,
  withoutClause,
} from '../src/runs/queryLanguage'

const text = "metrics.`val/loss` > 0.5 and params.opt != 'it''s' and attributes.start_time BETWEEN 1 AND 2"
const slice = ({ from, to }: { from: number; to: number }, of = text) => of.slice(from, to)

describe('the query', () => {
  it('has a clause per comparison; the AND of BETWEEN joins none', () => {
    expect(clausesOf(text).map((clause) => slice(clause))).toEqual([
      'metrics.`val/loss` > 0.5',
      "params.opt != 'it''s'",
      'attributes.start_time BETWEEN 1 AND 2',
    ])
    expect(clausesOf("(params.a = 'x' and params.b = 'y') and metrics.m > 1")).toHaveLength(2)
  })

  it('loses a clause with the word that joined it', () => {
    expect(withoutClause("a.b = 'x' and c.d = 'y'", clausesOf("a.b = 'x' and c.d = 'y'")[0]!)).toBe("c.d = 'y'")
  })

  it.each([
    ['metrics.a > 1 xor', 'Invalid filter at position 15: expected AND', 'xor'],
    ["params.a > 'x'", "Invalid clause(s) in filter string: 'params.a > 'x''", "params.a > 'x'"],
    ['metric.x ! 3', "Invalid comparator '!' not one of '>'", '!'],
    ['metrics.a', 'Something else.', 'metrics.a'],
  ])('shows where %s is refused', (query, message, place) => {
    expect(slice(errorRange(query, message), query)).toBe(place)
  })

  it.each([
    ['', 'field'],
    ['met', 'field'],
    ['metrics.a ', 'operator'],
    ['params.a = ', 'value'],
    ["params.a = 'x", 'value'],
    ["params.a = 'x' ", 'join'],
    ["params.a = 'x' and ", 'field'],
  ])('expects after "%s" a %s', (query, kind) => {
    expect(expectedAt(query, query.length).kind).toBe(kind)
  })

  it('offers what is valid for the kind of field', () => {
    expect(operatorsFor('metrics.a')).toContain('>=')
    expect(operatorsFor('params.a')).toContain('IS NULL')
    expect(operatorsFor('params.a')).not.toContain('>')
    expect(columnOfField('params.`a b`')).toBe('p.a b')
    expect(columnOfField('attributes.status')).toBe('status')
  })
})

import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../src/api/endpoints'
import type { ModelVersion, RegisteredModel } from '../src/api/registry'
import type { RunDataset } from '../src/api/runs'
import { differencesOf, verdictOf } from '../src/tryout/beside/differences'
import { startsOf } from '../src/tryout/beside/starts'
import { hintText, isUnknown, rangesOf } from '../src/tryout/hints/hints'
import { predictionsOf } from '../src/tryout/predictions'

const size = (value: number) => value.toFixed(2)

describe('two answers to one request', () => {
  const differences = (a: unknown, b: unknown, asked: number) => differencesOf(predictionsOf(a, asked), predictionsOf(b, asked))

  it('are compared value by value', () => {
    const found = differences({ predictions: [0.2, 0.8] }, { predictions: [0.5, 0.8] }, 2)
    expect(found).toMatchObject({ rows: 2, differing: 1, mismatch: '' })
    expect(found.list.map((one) => one.differs)).toEqual([true, false])
    expect(verdictOf(found, size)).toBe('They differ in 1 of 2 rows, by 0.30 at most.')
  })

  it('may say the same, or other words', () => {
    expect(verdictOf(differences({ predictions: [1] }, { predictions: [1] }, 1), size)).toBe('Both say the same.')
    const words = differences({ predictions: ['cat'] }, { predictions: ['dog'] }, 1)
    expect(verdictOf(words, size)).toBe('They differ.')
    expect(words.list[0]).toMatchObject({ a: 'cat', b: 'dog', delta: null, differs: true })
  })

  it('may have other outputs or another number of rows', () => {
    const outputs = differences({ predictions: [{ p: 1 }] }, { predictions: [{ q: 1 }] }, 1)
    expect(outputs.list.map(({ column, a, b }) => [column, a, b])).toEqual([
      ['p', 1, undefined],
      ['q', undefined, 1],
    ])
    expect(differences({ predictions: [1, 2] }, { predictions: [1, 2, 3] }, 6).mismatch).toBe(
      'One answers 2 rows and the other 3.',
    )
  })
})

it('What can be started beside a version are the other aliases and versions that nobody serves', () => {
  const version = (number: string) => ({ model: 'churn', version: number }) as ModelVersion
  const model = {
    aliases: [
      { alias: 'champion', version: '1' },
      { alias: 'shadow', version: '2' },
      { alias: 'own', version: '3' },
    ],
  } as RegisteredModel
  const endpoints = [{ model_name: 'churn', alias: 'shadow' }, { model_name: 'churn', version: '2' }] as Endpoint[]
  const starts = startsOf(version('3'), model, ['3', '2', '1'].map(version), endpoints)
  expect(starts.map((one) => one.title)).toEqual(['@champion, version 1', 'version 1'])
  expect(starts[0]!.target).toEqual({ alias: 'champion' })
})

describe('a profile of the data', () => {
  const set = (profile: unknown) => ({ name: 'customers', profile: JSON.stringify(profile) }) as RunDataset

  it.each([
    { columns: { age: { min: 18, max: 99 } } },
    { columns: [{ name: 'age', minimum: 18, maximum: 99 }] },
    { age: { count: 3, mean: 40, min: 18, max: 99 } },
  ])('tells ranges: %j', (profile) => {
    const hint = rangesOf([set(profile)]).get('age')
    expect(hintText(hint)).toBe('18 to 99 in customers')
    expect([isUnknown(hint, 17), isUnknown(hint, 18), isUnknown(hint, 'x'), isUnknown(hint, undefined)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('tells known values', () => {
    const hint = rangesOf([set({ variables: { plan: { value_counts: { basic: 3, pro: 1 } } } })]).get('plan')
    expect(hint?.values).toEqual(['basic', 'pro'])
    expect([isUnknown(hint, 'basic'), isUnknown(hint, 'free')]).toEqual([false, true])
  })

  it('of counts alone, or that is none, tells nothing', () => {
    expect(rangesOf([set({ num_rows: 3, num_elements: 9 }), { name: 'x', profile: 'text' } as RunDataset]).size).toBe(0)
  })
})

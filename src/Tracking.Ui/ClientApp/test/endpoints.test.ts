import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../src/api/endpoints'
import type { ModelVersion } from '../src/api/registry'
import { followersOf, loadText, serves } from '../src/endpoints/serving'
import { conflictText } from '../src/registry/aliasMove'

const endpoint = (name: string, target: { version: string } | { alias: string }, requests = 0) =>
  ({ name, model_name: 'churn', ...target, figures: { requests_last_minute: requests } }) as unknown as Endpoint
const version = { model: 'churn', version: '2', aliases: ['champion'] } as unknown as ModelVersion

describe('an endpoint', () => {
  it('serves the version of its number or of the alias that it follows', () => {
    expect(serves(endpoint('a', { version: '2' }), version)).toBe(true)
    expect(serves(endpoint('b', { version: '1' }), version)).toBe(false)
    expect(serves(endpoint('c', { alias: 'champion' }), version)).toBe(true)
    expect(serves(endpoint('d', { alias: 'shadow' }), version)).toBe(false)
    expect(serves({ ...endpoint('e', { version: '2' }), model_name: 'other' }, version)).toBe(false)
  })

  it('follows an alias of its model only', () => {
    const all = [endpoint('a', { alias: 'champion' }), endpoint('b', { version: '2' }), endpoint('c', { alias: 'x' })]
    expect(followersOf(all, 'churn', 'champion').map((one) => one.name)).toEqual(['a'])
    expect(followersOf(all, 'other', 'champion')).toEqual([])
  })

  it('tells how much it is asked', () => {
    expect(loadText(endpoint('a', { version: '2' }, 6))).toBe('0.10 req/s')
    expect(loadText(endpoint('a', { version: '2' }, 2280))).toBe('38.0 req/s')
    expect(loadText(endpoint('a', { version: '2' }))).toBe('no requests in the last minute')
  })
})

describe('an alias that moved meanwhile', () => {
  it.each([
    ['13', { version: '15', user: '' }, '@champion is at version 15 by now: it was at version 13 when you looked'],
    ['13', { version: '15', user: 'ana' }, '@champion is at version 15, registered by ana, by now: it was at'],
    ['13', undefined, '@champion is gone by now: it was at version 13 when you looked'],
    [undefined, { version: '15', user: '' }, '@champion is at version 15 by now: there was none when you looked'],
  ])('from %s to %s is told', (seen, now, text) => {
    const told = conflictText('champion', seen, now as ModelVersion | undefined)
    expect(told).toContain(text)
    expect(told).toContain('Nothing was changed.')
  })
})

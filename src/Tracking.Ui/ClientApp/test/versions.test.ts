import { describe, expect, it } from 'vitest'
import type { ModelVersion } from '../src/api/registry'
import type { Run } from '../src/api/runs'
import { goalOfName } from '../src/compare/goals'
import { goalOf } from '../src/registry/goalTags'
import { comparedVersions, type VersionFacts } from '../src/registry/versionComparison'
import { metricsOfVersions } from '../src/registry/versionMetrics'
import { everyFile, sizesOf } from '../src/registry/versionDigests'
import { chosenVersions, rebased, without } from '../src/registry/versions'

describe('The goal of a metric', () => {
  it.each([
    ['val/loss', 'min'],
    ['rmse', 'min'],
    ['p99_latency_ms', 'min'],
    ['valLoss', 'min'],
    ['val/accuracy', 'max'],
    ['test_f1_macro', 'max'],
    ['roc_auc', 'max'],
    ['recall@10', 'max'],
    ['epoch', null],
    ['glossary', null],
    ['score_error', null],
  ])('of %s is %s', (name, goal) => expect(goalOfName(name)).toBe(goal))

  it('is what the team says where it says so', () => {
    expect(goalOf('loss', undefined)).toBe('min')
    expect(goalOf('loss', { 'tracking.goal.loss': 'max' })).toBe('max')
    expect(goalOf('loss', { 'tracking.goal.loss': 'none' })).toBeNull()
    expect(goalOf('epoch', { 'tracking.goal.epoch': 'min' })).toBe('min')
  })
})

describe('Compared versions', () => {
  const facts = (version: string, auc: number, files: Record<string, string>): VersionFacts => ({
    version: { version, stage: 'None', aliases: [], source: 's', tags: {} } as unknown as ModelVersion,
    run: { metrics: { auc }, params: { depth: '3' }, datasets: [], tags: {} } as unknown as Run,
    model: undefined,
    files,
  })
  const all = [facts('1', 0.8, { MLmodel: '1 B', x: '2 B' }), facts('2', 0.9, { MLmodel: '1 B' }), facts('3', 0.8, { MLmodel: '3 B' })]

  it('have a value each and a distance from the first', () => {
    const metrics = comparedVersions(all, true).find((section) => section.title === 'Metrics')!
    expect(metrics.rows[0]).toMatchObject({ name: 'auc', isMetric: true, values: [0.8, 0.9, 0.8], differs: true })
    expect(metrics.rows[0]!.deltas[0]).toBeNull()
    expect(metrics.rows[0]!.deltas[1]).toBeCloseTo(0.1)
    expect(metrics.rows[0]!.deltas[2]).toBe(0)
  })

  it('differ in files too, and what is the same is left out unless asked for', () => {
    const titles = (only: boolean) => comparedVersions(all, only).map((section) => section.title)
    expect(titles(true)).toEqual(['Metrics', 'Files'])
    expect(titles(false)).toEqual(['Metrics', 'Params', 'Files', 'Version'])
    const files = comparedVersions(all, true).find((section) => section.title === 'Files')!
    expect(files.rows.map((row) => row.values)).toEqual([
      ['1 B', '1 B', '3 B'],
      ['2 B', undefined, undefined],
    ])
  })
})

it('What a version lacks is no fact of it', () => {
  const bare = { version: '1', stage: 'None', aliases: [], source: '', tags: {} } as unknown as ModelVersion
  const named = { ...bare, version: '2', aliases: ['champion'], source: 's' } as ModelVersion
  const model = { flavors: [] as string[] } as VersionFacts['model']
  const all = [bare, named].map((version) => ({ version, run: undefined, model, files: undefined }))
  const rows = comparedVersions(all, true).flatMap((section) => section.rows)
  expect(rows.map((row) => [row.name, ...row.values])).toEqual([
    ['Aliases', undefined, 'champion'],
    ['Source', undefined, 's'],
  ])
})

it('The files of a version are found in all its folders', async () => {
  const file = (path: string, bytes: number) => ({ path, name: path, isFolder: false, bytes })
  const folder = (path: string) => ({ path, name: path, isFolder: true, bytes: 0 })
  const listing: Record<string, ReturnType<typeof file>[]> = {
    '': [folder('data'), file('MLmodel', 10)],
    data: [folder('data/deep'), file('data/b', 2000)],
    'data/deep': [file('data/deep/a', 3)],
  }
  const place = { key: '', list: async (path: string) => listing[path]!, url: String, zipUrl: String, uri: String }
  const files = await everyFile(place, new AbortController().signal)
  expect(sizesOf(files)).toEqual({ MLmodel: '10 B', 'data/b': '2.0 KB', 'data/deep/a': '3 B' })
})

describe('The versions of a comparison', () => {
  const versions = ['3', '2', '1'].map((version) => ({ version }) as ModelVersion)
  it.each([
    [null, null, '2 3'],
    ['2', null, '2 3'],
    ['3', null, '3 2'],
    [null, '1', '3 1'],
    ['1', '2,3,2,9', '1 2 3'],
    ['3', '3', '3 2'],
    ['9', null, '2 3'],
  ])('with a=%s and b=%s are %s', (a, b, shown) =>
    expect(chosenVersions(versions, a, b).map((one) => one.version).join(' ')).toBe(shown),
  )
  const shown = chosenVersions(versions, '3', '2,1')
  it('change places with another baseline', () => {
    expect(rebased(shown, '1')).toEqual({ a: '1', b: '2,3' })
    expect(rebased(shown, '9')).toEqual({ a: '9', b: '2,1' })
    expect(rebased(shown, '3')).toEqual({ a: '3', b: '2,1' })
  })
  it('have the next as baseline where the first is left out', () => {
    expect([without(shown, '3'), without(shown, '1')]).toEqual([{ a: '2', b: '1' }, { a: '3', b: '2' }])
  })
  it('are none where there is one version', () => expect(chosenVersions(versions.slice(0, 1), null, null)).toEqual([]))
})

it('Metrics of versions are those with a goal first, measured by one of them', () => {
  const run = (metrics: Record<string, number>) => ({ metrics }) as unknown as Run
  const runs = [run({ epoch: 3, auc: 0.9, 'system/acc': 1 }), undefined, run({ epoch: 3, auc: 0.8, size: 1 })]
  const [auc, epoch, ...others] = metricsOfVersions(runs, 2, undefined)
  expect([auc!.name, auc!.goal, auc!.best, auc!.values]).toEqual(['auc', 'max', 0.9, [0.9, undefined, 0.8]])
  expect([auc!.deltas[0]!.toFixed(3), auc!.deltas[1], auc!.deltas[2]]).toEqual(['0.100', null, null])
  expect([epoch!.name, epoch!.deltas, others]).toEqual(['epoch', [null, null, null], []])
  expect(metricsOfVersions(runs, -1, { 'tracking.goal.size': 'min' }).map(({ name, deltas }) => [name, deltas[0]])).toEqual([
    ['auc', null],
    ['size', null],
  ])
})

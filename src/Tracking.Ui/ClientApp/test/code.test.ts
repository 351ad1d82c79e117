import { describe, expect, it } from 'vitest'
import { packagesOf } from '../src/code/packages'
import { changedFiles } from '../src/compare/codeFacts'
import { commonNames, imagesByName } from '../src/compare/imageFiles'
import { commitPage, repositoryPage } from '../src/code/repository'
import { factsOfProfile, fieldsOfSchema } from '../src/run/datasetTables'

describe('A list of packages', () => {
  it.each([
    ['numpy==1.26.0\n# comment\npandas==3.0.1  # why\n', { numpy: '1.26.0', pandas: '3.0.1' }],
    ['dependencies:\n  - python=3.12.7\n  - pip:\n    - torch==2.9.1\n', { python: '3.12.7', torch: '2.9.1' }],
    ['{"runtime": ".NET 10", "packages": {"Npgsql": "10.0.0"}}', { runtime: '.NET 10', Npgsql: '10.0.0' }],
    ['sdk: 10.0.1\n{"libraries": {"A/1.0.0": {}, "B": {}}}', { sdk: '10.0.1', A: '1.0.0' }],
    ['local @ file:///x', { local: 'file:///x' }],
    ['{"broken', {}],
    ['__proto__==1', { ['__proto__']: '1' }],
  ])('of %j is read', (text, packages) => {
    expect(Object.entries(packagesOf(text))).toEqual(Object.entries(packages))
  })
})

describe('A repository', () => {
  it.each([
    ['https://github.com/a/b.git', 'https://github.com/a/b'],
    ['git@github.com:a/b.git', 'https://github.com/a/b'],
    ['ssh://git@gitlab.com:22/a/b.git', 'https://gitlab.com/a/b'],
    ['javascript:alert(1)//github.com/a', null],
    ['https://user:secret@host/a', null],
    ['/srv/git/b', null],
  ])('at %s has the page %s', (url, page) => expect(repositoryPage(url)).toBe(page))

  it('has a page for a commit, as its host lays it out', () => {
    expect(commitPage('git@github.com:a/b', 'abcdef1')).toBe('https://github.com/a/b/commit/abcdef1')
    expect(commitPage('https://gitlab.com/a/b', 'abcdef1')).toBe('https://gitlab.com/a/b/-/commit/abcdef1')
    expect(commitPage('https://github.com/a/b', '../../x')).toBeNull()
  })
})

describe('A dataset', () => {
  it('has columns, or tensors', () => {
    const columns = [{ type: 'long', name: 'age', required: true }, { type: 'string', name: 'x', required: false }]
    expect(fieldsOfSchema(JSON.stringify({ mlflow_colspec: columns }))).toEqual([
      { part: '', name: 'age', type: 'long' },
      { part: '', name: 'x', type: 'string, optional' },
    ])
    const tensor = [{ type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 3] } }]
    expect(fieldsOfSchema(JSON.stringify({ mlflow_tensorspec: { features: JSON.stringify(tensor) } }))).toEqual([
      { part: 'features', name: '0', type: 'float32 [-1,3]' },
    ])
    expect(fieldsOfSchema('{"a": 1}')).toBeNull()
    expect(fieldsOfSchema('broken')).toBeNull()
  })

  it('has a profile', () => {
    expect(factsOfProfile('{"num_rows": 3, "features_shape": {"x": [3, 1]}}')).toEqual([
      ['num_rows', '3'],
      ['features_shape', '{"x":[3,1]}'],
    ])
    expect(factsOfProfile('[1]')).toBeNull()
  })
})

describe('The uncommitted changes of two runs', () => {
  const patch = (path: string, at: number, line: string) =>
    `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -${at},2 +${at},2 @@\n keep\n-old\n+${line}\n`

  it('differ in the lines of files that both changed, and in files that one changed', () => {
    const base = patch('a.py', 1, 'x') + patch('same.py', 1, 'y') + patch('gone.py', 1, 'z')
    const files = changedFiles(base, patch('a.py', 1, 'w') + patch('same.py', 9, 'y') + patch('new.py', 1, 'z'))
    expect(files.map((file) => [file.path, file.in])).toEqual([
      ['a.py', 'both'],
      ['gone.py', 'base'],
      ['new.py', 'other'],
    ])
    expect(files[0]!.lines.map((line) => [line.kind, line.text])).toEqual([
      ['same', ' keep'],
      ['same', '-old'],
      ['removed', '+x'],
      ['added', '+w'],
    ])
  })
})

describe('Images of runs', () => {
  it('have a name in common where they were logged at a step, however their files are called', () => {
    const logged = (id: string) => `images/val~mask+step+20+timestamp+1700000000000+${id}`
    const names = imagesByName(['plot.png', `${logged('aa')}.png`, `${logged('aa')}+compressed.webp`])
    expect(Object.fromEntries(names)).toEqual({ 'plot.png': 'plot.png', 'val/mask, step 20': `${logged('aa')}.png` })
    expect([...imagesByName([`${logged('bb')}.png`]).keys()]).toEqual(['val/mask, step 20'])
  })

  it('are known by their path, those of most runs first', () => {
    expect(commonNames([['b.png', 'a.png'], ['b.png'], ['c.png']])).toEqual(['b.png', 'a.png', 'c.png'])
    expect(commonNames([['mask, step 10', 'mask, step 2']])).toEqual(['mask, step 2', 'mask, step 10'])
  })
})

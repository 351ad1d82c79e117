import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineDiff } from '../src/diff/lines'
import { filesOfPatch } from '../src/diff/patch'

describe('A patch', () => {
  it('tells what each file loses and gains, with the numbers of its lines', () => {
    const [file, ...others] = filesOfPatch(
      ['diff --git a/train.py b/train.py', 'index 1..2 100644', '--- a/train.py', '+++ b/train.py']
        .concat(['@@ -41,3 +41,3 @@ def train():', ' keep', '-lr = 1', '+lr = 2', ' end'])
        .join('\n'),
    )
    expect(others).toEqual([])
    expect(file).toMatchObject({ path: 'train.py', state: 'changed', added: 1, removed: 1 })
    expect(file!.lines.map((line) => [line.kind, line.before, line.after, line.text])).toEqual([
      ['hunk', undefined, undefined, '@@ -41,3 +41,3 @@ def train():'],
      ['same', 41, 41, 'keep'],
      ['removed', 42, undefined, 'lr = 1'],
      ['added', undefined, 42, 'lr = 2'],
      ['same', 43, 43, 'end'],
    ])
  })

  it('may make, delete, move and replace files, whose names git may quote', () => {
    const files = filesOfPatch(
      [
        'diff --git a/a b/a\nnew file mode 100644\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x',
        'diff --git a/b b/b\ndeleted file mode 100644\n--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-x',
        'diff --git a/old name b/new name\nsimilarity index 100%\nrename from old name\nrename to new name',
        'diff --git a/dot.png b/dot.png\nBinary files a/dot.png and b/dot.png differ',
        'diff --git "a/caf\\303\\251" "b/caf\\303\\251"\n--- "a/caf\\303\\251"\n+++ "b/caf\\303\\251"\n@@ -1 +1 @@\n-a\n+b',
      ].join('\n'),
    )
    expect(files.map((file) => [file.path, file.state])).toEqual([
      ['a', 'new'],
      ['b', 'deleted'],
      ['new name', 'renamed'],
      ['dot.png', 'binary'],
      ['café', 'changed'],
    ])
    expect(files[2]!.from).toBe('old name')
  })

  it('keeps removed lines that look like headers', () => {
    const [file] = filesOfPatch('--- a/x\n+++ b/x\n@@ -1,2 +1,1 @@\n--- a comment of SQL\n same\n')
    expect(file!.lines.map((line) => line.text)).toEqual(['@@ -1,2 +1,1 @@', '-- a comment of SQL', 'same'])
  })

  it('may promise more lines than it has', () => {
    const files = filesOfPatch('--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n+y\ndiff --git a/z b/z\nnew file mode 100644')
    expect(files.map((file) => [file.path, file.state])).toEqual([
      ['x', 'changed'],
      ['z', 'new'],
    ])
  })

  it('is nothing where the text is something else', () => expect(filesOfPatch('hello\n+world')).toEqual([]))

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom('diff --git ', '--- ', '+++ ', '@@ -1,2 +1 @@', '@@ -9999999999', '"a\\3', '\n', '+', '-')
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => void filesOfPatch(parts.join(''))))
  })
})

describe('The difference of two texts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }).map((lines) => lines.join('\n'))

  it('is nothing where they are equal', () => expect(lineDiff('a\nb\n', 'a\nb')).toEqual([]))

  it('leads from one to the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after)
        if (before === after) return lines.length === 0
        // What is told of each side is that side's own lines, at their places, and all that differs is told.
        const a = before === '' ? [] : before.split('\n')
        const b = after === '' ? [] : after.split('\n')
        const isTrue = lines.every(
          (line) =>
            (line.before === undefined || a[line.before - 1] === line.text) &&
            (line.after === undefined || b[line.after - 1] === line.text),
        )
        const gone = new Set(lines.filter((line) => line.kind === 'removed').map((line) => line.before))
        const come = new Set(lines.filter((line) => line.kind === 'added').map((line) => line.after))
        const kept = a.filter((_, i) => !gone.has(i + 1))
        return isTrue && kept.join('\n') === b.filter((_, i) => !come.has(i + 1)).join('\n')
      }),
    )
  })

  it('is the least', () => {
    expect(lineDiff('a\nb\nc', 'a\nx\nc').map((line) => line.kind)).toEqual(['same', 'removed', 'added', 'same'])
  })

  it('leaves out what is far from a change', () => {
    const many = Array.from({ length: 20 }, (_, i) => `${i}`)
    const lines = lineDiff(many.join('\n'), [...many, 'new'].join('\n'))
    expect(lines[0]).toMatchObject({ kind: 'hunk', text: '17 unchanged lines' })
    expect(lines).toHaveLength(5)
  })
})

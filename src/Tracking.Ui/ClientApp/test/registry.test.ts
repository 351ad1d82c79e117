import { describe, expect, it } from 'vitest'
import { aliasLine, deleteLine, registerLine, stageLine } from '../src/cli/lines'
import { mlModelOf } from '../src/registry/mlModel'
import { signatureChanges } from '../src/registry/signatureChange'
import { extremesOf } from '../src/run/useExtremes'

describe('The line of the command-line tool', () => {
  it('is plain where the words are', () => {
    expect(aliasLine('http://127.0.0.1:5000/', 'churn', 'champion', '2', '0')).toBe(
      'tracking models alias set --name=churn --alias=champion --version=2 --expected-version=0 ' +
        '--tracking-uri=http://127.0.0.1:5000',
    )
  })

  it('moves to a stage and deletes', () => {
    expect(stageLine('http://h', 'churn', '2', 'Staging', true)).toBe(
      'tracking models transition --name=churn --version=2 --stage=Staging --archive-existing-versions ' +
        '--tracking-uri=http://h',
    )
    expect(deleteLine('http://h', 'churn')).toBe('tracking models delete --name=churn --tracking-uri=http://h')
  })

  it('quotes what a shell would run', () => {
    expect(registerLine('http://h/', 'models:/m-1', "it's $(rm -rf /); x")).toBe(
      `tracking models register --model-uri=models:/m-1 --name='it'\\''s $(rm -rf /); x' --tracking-uri=http://h`,
    )
  })
})

describe('An MLmodel file', () => {
  it('tells what goes in and out', () => {
    const model = mlModelOf(
      [
        'flavors:',
        '  onnx: {}',
        '  python_function: {}',
        'signature:',
        '  inputs: \'[{"type": "double", "name": "x", "required": true}, {"type": "array", "items": {"type": "long"}, "name": "ids", "required": false}]\'',
        '  outputs: \'[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]\'',
        '  params: \'[{"name": "t", "type": "float", "default": 0.5, "shape": null}]\'',
      ].join('\n'),
    )
    expect(model.flavors).toEqual(['onnx', 'python_function'])
    expect({ ...model.inputs }).toEqual({ x: 'double', ids: 'array of long, optional' })
    expect({ ...model.outputs }).toEqual({ '0': 'float32 [-1,3]' })
    expect({ ...model.params }).toEqual({ t: 'float = 0.5' })
  })

  it('may have no signature', () => {
    expect(mlModelOf('flavors: {}').inputs).toEqual({})
  })
})

describe('The extremes of a metric', () => {
  it('leave out what is no number', () => expect(extremesOf([3, NaN, -1, Infinity])).toEqual({ min: -1, max: 3 }))
  it('are none where there is no number', () => expect(extremesOf([NaN])).toBeNull())
})

describe('A change of signature', () => {
  const model = (inputs: object[], outputs: object[] = []) =>
    mlModelOf(
      `signature:\n  inputs: '${JSON.stringify(inputs)}'\n  outputs: '${JSON.stringify(outputs)}'\n`,
    )
  const age = { name: 'age', type: 'long', required: true }

  it.each([
    ['an input that is gone', [age], [], true],
    ['an input of another type', [age], [{ ...age, type: 'string' }], true],
    ['a new input', [], [age], true],
    ['an input that must be given now', [{ ...age, required: false }], [age], true],
    ['a new optional input', [], [{ ...age, required: false }], false],
    ['an input that may be left out now', [age], [{ ...age, required: false }], false],
  ])('by %s breaks callers or not', (_, before, after, isBreaking) => {
    expect(signatureChanges(model(before), model(after))).toMatchObject([{ part: 'input', name: 'age', isBreaking }])
  })

  it('by an output breaks readers, unless it is new', () => {
    const after = [{ ...age, type: 'double' }, { name: 'b', type: 'long' }]
    const changes = signatureChanges(model([], [age]), model([], after))
    expect(changes.map((change) => [change.name, change.isBreaking])).toEqual([
      ['age', true],
      ['b', false],
    ])
  })

  it('is none where a version has no MLmodel file', () => expect(signatureChanges(undefined, model([age]))).toEqual([]))
})

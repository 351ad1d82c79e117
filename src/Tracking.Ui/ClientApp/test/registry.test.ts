import { describe, expect, it } from 'vitest'
import { aliasLine, registerLine } from '../src/registry/cliLines'
import { mlModelOf } from '../src/registry/mlModel'
import { extremesOf } from '../src/run/useExtremes'

describe('The line of the command-line tool', () => {
  it('is plain where the words are', () => {
    expect(aliasLine('http://127.0.0.1:5000/', 'churn', 'champion', '2')).toBe(
      'tracking models alias set --name=churn --alias=champion --version=2 --tracking-uri=http://127.0.0.1:5000',
    )
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

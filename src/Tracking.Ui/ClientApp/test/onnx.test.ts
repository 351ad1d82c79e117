import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onnxSummaryOf } from '../src/artifacts/onnx/summary'

/** Writes protobuf as other programs do. */
const bytesOf = (...parts: (number | number[])[]) => parts.flat()

function varint(value: bigint): number[] {
  let rest = BigInt.asUintN(64, value)
  const bytes: number[] = []
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

const number = (id: number, value: number) => bytesOf(varint(BigInt(id * 8)), varint(BigInt(value)))
const part = (id: number, content: number[]) => bytesOf(varint(BigInt(id * 8 + 2)), varint(BigInt(content.length)), content)
const text = (id: number, value: string) => part(id, [...new TextEncoder().encode(value)])

const tensorType = (type: number, ...dims: (string | number)[]) =>
  part(
    2,
    part(1, [
      ...number(1, type),
      ...part(2, dims.flatMap((dim) => part(1, typeof dim === 'string' ? text(2, dim) : number(1, dim)))),
    ]),
  )

const node = (op: string, domain = '', attribute: number[] = []) => part(1, [...text(4, op), ...text(7, domain), ...attribute])

const weights = (name: string, dims: number[], raw: number) =>
  part(5, [...dims.flatMap((dim) => number(1, dim)), ...number(2, 1), ...text(8, name), ...part(9, Array<number>(raw).fill(7))])

const inner = part(5, part(6, [...node('Relu')]))

const graph = [
  ...text(2, 'main'),
  ...node('Gemm'),
  ...node('Gemm'),
  ...node('If', '', inner),
  ...node('Gelu', 'com.microsoft'),
  ...weights('small', [2], 8),
  ...weights('w', [300, 1000], 1_200_000),
  ...part(11, [...text(1, 'x'), ...tensorType(1, 'N', 3, 224)]),
  ...part(11, [...text(1, 'w'), ...tensorType(1, 300, 1000)]),
  ...part(12, [...text(1, 'y'), ...tensorType(7, 'N')]),
]

const model = new Uint8Array([
  ...number(1, 8),
  ...text(2, 'pytorch'),
  ...text(3, '2.9'),
  ...part(8, [...text(1, ''), ...number(2, 21)]),
  ...part(8, [...text(1, 'com.microsoft'), ...number(2, 1)]),
  ...part(7, graph),
  ...part(14, [...text(1, 'author'), ...text(2, 'ada')]),
])

/** Counts what is read of the file. */
function fileOf(bytes: Uint8Array) {
  const file = {
    read: 0,
    range: (from: number, last: number) => {
      const part = bytes.slice(from, last + 1)
      file.read += part.length
      return Promise.resolve({ bytes: part, total: bytes.length })
    },
  }
  return file
}

describe('The summary of an ONNX model', () => {
  it('tells inputs, outputs, operators and weights, and reads no weights', async () => {
    const file = fileOf(model)
    const { summary, problem } = await onnxSummaryOf(file.range)
    expect(problem).toBe('')
    expect(summary).toMatchObject({
      irVersion: 8,
      producer: 'pytorch 2.9',
      graph: 'main',
      opsets: [
        { domain: 'ai.onnx', version: 21 },
        { domain: 'com.microsoft', version: 1 },
      ],
      inputs: [{ name: 'x', type: 'float [N, 3, 224]' }],
      outputs: [{ name: 'y', type: 'int64 [N]' }],
      nodes: 5,
      initializerCount: 2,
      initializerBytes: 1_200_008,
      metadata: [{ name: 'author', type: 'ada' }],
    })
    expect([...summary.ops]).toEqual([
      ['Gemm', 2],
      ['Relu', 1],
      ['If', 1],
      ['com.microsoft.Gelu', 1],
    ])
    expect(summary.initializers.map((one) => [one.name, one.type, one.bytes])).toEqual([
      ['w', 'float [300, 1000]', 1_200_000],
      ['small', 'float [2]', 8],
    ])
    expect(file.read).toBeLessThan(model.length)
  })

  it('counts the bytes of weights that lie in another file', async () => {
    const external = part(5, [...part(1, [4, 8]), ...number(2, 10), ...text(8, 'far'), ...number(14, 1)])
    const { summary } = await onnxSummaryOf(fileOf(new Uint8Array(part(7, external))).range)
    expect(summary.initializers).toEqual([{ name: 'far', type: 'float16 [4, 8]', bytes: 64, isExternal: true }])
  })

  it('says that a file is cut off, and keeps what was read', async () => {
    const { summary, problem } = await onnxSummaryOf(fileOf(model.slice(0, 600_000)).range)
    expect(problem).toMatch(/cut off or damaged: at byte \d+ it promises \d+ bytes where \d+ are left/)
    expect(summary.irVersion).toBe(8)
  })

  it.each([
    ['', /empty/],
    ['{"a": 1}', /no such file|cut off|no ONNX model/],
    ['\0\0\0\0', /begins no field/],
    ['\x08', /cut off/],
  ])('says what is wrong with %j', async (content, message) => {
    const { problem } = await onnxSummaryOf(fileOf(new TextEncoder().encode(content)).range)
    expect(problem).toMatch(message)
  })

  it('ends without an error whatever the bytes are', async () => {
    const small = model.slice(0, 250)
    const damage = fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(small.length), async (changes, length) => {
        const bytes = small.slice(0, length)
        for (const [at, value] of changes) bytes[at] = value
        const { problem } = await onnxSummaryOf(fileOf(bytes).range)
        expect(typeof problem).toBe('string')
      }),
    )
  })

  it('gives up on a file that takes too many reads', async () => {
    // Unknown fields of 300,000 bytes, one after the other: each is just longer than what one read brings.
    const field = [0x7a, ...varint(300_000n)]
    const length = field.length + 300_000
    const { problem } = await onnxSummaryOf((from, last) => {
      const bytes = new Uint8Array(last - from + 1)
      for (let at = Math.ceil(from / length) * length; at + field.length <= last + 1; at += length) {
        bytes.set(field, at - from)
      }
      return Promise.resolve({ bytes, total: 500 * length })
    })
    expect(problem).toMatch(/takes more than 400 reads/)
  })

  it('gives up on a file of nothing but small fields', async () => {
    const bytes = new Uint8Array(3_000_000).fill(0x78)
    const { problem } = await onnxSummaryOf(fileOf(bytes).range)
    expect(problem).toMatch(/more than 500000 fields/)
  }, 30_000)
})

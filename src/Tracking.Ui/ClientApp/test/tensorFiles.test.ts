import { describe, expect, it } from 'vitest'
import { imageNote, imagePlanOf, imageTensor, sizeFor } from '../src/tryout/files/imageTensor'
import { npyOf } from '../src/tryout/files/npy'
import { fitted, nested, summaryOf } from '../src/tryout/files/tensorFit'

/** As `numpy.save` writes it. */
function npy(descr: string, shape: string, values: ArrayBuffer, isFortran = false): ArrayBuffer {
  const order = isFortran ? 'True' : 'False'
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117) + '\n'
  const bytes = new Uint8Array(10 + header.length + values.byteLength)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8])
  bytes.set(new TextEncoder().encode(header), 10)
  bytes.set(new Uint8Array(values), 10 + header.length)
  return bytes.buffer
}

const field = (dtype: string, ...shape: number[]) => ({ name: 'x', dtype, shape })

describe('an .npy file', () => {
  it('gives its numbers as short as they are', () => {
    const file = npy('<f4', '(2, 2)', new Float32Array([0.1, 1.5, -2, 3e-7]).buffer)
    expect(npyOf(file)).toEqual({ dtype: 'float32', shape: [2, 2], values: [0.1, 1.5, -2, 3e-7] })
  })

  it('may be laid out by columns, big-endian, of truths or of halves', () => {
    const columns = npy('<i4', '(2, 3)', new Int32Array([1, 4, 2, 5, 3, 6]).buffer, true)
    expect(npyOf(columns).values).toEqual([1, 2, 3, 4, 5, 6])
    expect(npyOf(npy('>i2', '(2,)', new Uint8Array([1, 0, 255, 255]).buffer)).values).toEqual([256, -1])
    expect(npyOf(npy('|b1', '(2,)', new Uint8Array([0, 1]).buffer)).values).toEqual([false, true])
    expect(npyOf(npy('<f2', '(3,)', new Uint16Array([0x3c00, 0xc000, 0x0001]).buffer)).values).toEqual([1, -2, 2 ** -24])
  })

  it.each([
    ['no .npy file', new TextEncoder().encode('PK, a zip file').buffer],
    ['expected numbers', npy('<U5', '(1,)', new ArrayBuffer(20))],
    ['ends too early', npy('<f8', '(4,)', new ArrayBuffer(8))],
    ['JSON would round', npy('<i8', '(1,)', new BigInt64Array([2n ** 60n]).buffer)],
    ['up to 1000000', npy('<f4', '(5000, 5000)', new ArrayBuffer(4))],
  ])('that cannot be sent says why: %s', (words, file) => expect(() => npyOf(file as ArrayBuffer)).toThrow(words))

  it('fits the signature as it is, as a batch of one, or in another type of number', () => {
    const array = { dtype: 'float64', shape: [2], values: [1, 2] }
    expect(fitted(array, field('float64', -1))).toEqual({ value: [1, 2], notes: [] })
    expect(fitted(array, field('float32', -1, 2))).toEqual({
      value: [[1, 2]],
      notes: ['one of shape [2], sent as a batch of one', 'float64 sent as float32'],
    })
  })

  it.each([
    ['Its shape is [2]: expected [any, 3].', [1, 2], field('float64', -1, 3)],
    ['1.5 is no int32', [1.5, 2], field('int32', 2)],
    ['300 is no uint8', [300, 2], field('uint8', 2)],
    ['expected bool', [1, 0], field('bool', 2)],
    ['which JSON cannot tell', [NaN, 0], field('float64', 2)],
  ])('that does not fit says so: %s', (words, values, to) =>
    expect(() => fitted({ dtype: 'float64', shape: [2], values }, to)).toThrow(words),
  )

  it('that is long is summed up', () =>
    expect(summaryOf(nested([1, 2, 3, 6], [2, 2]))).toEqual({ count: 4, low: 1, high: 6, mean: 3 }))
})

describe('a picture', () => {
  it.each([
    [[-1, 3, 224, 224], { layout: 'channels first', channels: 3, height: 224, width: 224, isBatch: true }],
    [[1, 32, 48, 1], { layout: 'channels last', channels: 1, height: 32, width: 48, isBatch: true }],
    [[-1, -1, 3], { layout: 'channels last', channels: 3, height: null, width: null, isBatch: false }],
    [[-1, 28, 28], { layout: 'grey', channels: 1, height: 28, width: 28, isBatch: true }],
    [[28, 28], { layout: 'grey', channels: 1, height: 28, width: 28, isBatch: false }],
  ])('goes into a tensor of shape %j', (shape, plan) =>
    expect(imagePlanOf(field('float32', ...shape))).toMatchObject(plan),
  )

  it.each([[[-1, 4]], [[2, 2]], [[-1]], [[-1, 5, 6, 7]]])('does not go into one of shape %j', (shape) =>
    expect(imagePlanOf(field('float32', ...shape))).toBeNull(),
  )

  const pixels = new Uint8ClampedArray([255, 0, 51, 255, 0, 255, 102, 255])
  const size = { width: 2, height: 1 }

  it('has its colours where the tensor has them', () => {
    const first = imagePlanOf(field('float32', -1, 3, 1, 2))!
    expect(imageTensor(pixels, size, first, '0 to 1')).toEqual([[[[1, 0]], [[0, 1]], [[0.2, 0.4]]]])
    const last = imagePlanOf(field('uint8', 1, 2, 3))!
    expect(imageTensor(pixels, size, { ...last, layout: 'channels last', channels: 3 }, '0 to 1')).toEqual([
      [
        [255, 0, 51],
        [0, 255, 102],
      ],
    ])
  })

  it('is grey where there is one channel, and scaled as chosen', () => {
    const grey = { layout: 'grey', channels: 1, height: 1, width: 2, isBatch: false, isWhole: false } as const
    expect(imageTensor(pixels, size, grey, '0 to 255')).toEqual([[82.059, 161.313]])
    const white = new Uint8ClampedArray(8).fill(255)
    expect(imageTensor(white, size, grey, '\u22121 to 1')).toEqual([[1, 1]])
    expect(imageTensor(white, size, { ...grey, layout: 'channels first', channels: 3 }, 'ImageNet')).toEqual([
      [[2.24891, 2.24891]],
      [[2.42857, 2.42857]],
      [[2.64, 2.64]],
    ])
  })

  it('says what was done to it', () => {
    const plan = imagePlanOf(field('float32', -1, 3, 2, 2))!
    expect(imageNote('a.png', { width: 4, height: 3 }, { width: 2, height: 2 }, plan, { scale: '0 to 1', isCropped: false })).toBe(
      'a.png, 4 × 3 pixels, stretched to 2 × 2, RGB, channels first, values 0 to 1, a batch of one',
    )
    expect(() => sizeFor(imagePlanOf(field('float32', -1, -1, 3))!, 9000, 9000)).toThrow('more than')
  })
})

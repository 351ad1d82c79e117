import { shortest } from '../float32'

/** An array of NumPy's `.npy` format, in C order. */
export interface NpyArray {
  /** As signatures name it, such as `float32`. */
  dtype: string
  shape: number[]
  values: (number | boolean)[]
}

/** A file that cannot be read or does not fit, in words for who dropped it. */
export class FileError extends Error {}

type Reader = (view: DataView, at: number, isLittle: boolean) => number | boolean

interface Kind {
  dtype: string
  bytes: number
  read: Reader
}

const kinds: Record<string, Kind> = {
  b1: { dtype: 'bool', bytes: 1, read: (view, at) => view.getUint8(at) !== 0 },
  i1: { dtype: 'int8', bytes: 1, read: (view, at) => view.getInt8(at) },
  u1: { dtype: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at) },
  i2: { dtype: 'int16', bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u2: { dtype: 'uint16', bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i4: { dtype: 'int32', bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u4: { dtype: 'uint32', bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i8: { dtype: 'int64', bytes: 8, read: (view, at, little) => whole(view.getBigInt64(at, little)) },
  u8: { dtype: 'uint64', bytes: 8, read: (view, at, little) => whole(view.getBigUint64(at, little)) },
  f2: { dtype: 'float16', bytes: 2, read: (view, at, little) => halfOf(view.getUint16(at, little)) },
  f4: { dtype: 'float32', bytes: 4, read: (view, at, little) => shortest(view.getFloat32(at, little)) },
  f8: { dtype: 'float64', bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
}

export const valuesMax = 1_000_000

const magic = '\u0093NUMPY'

export function npyOf(bytes: ArrayBuffer): NpyArray {
  const view = new DataView(bytes)
  const { header, end } = headerOf(view)
  const descr = /'descr':\s*'([<>|=]?)([a-zA-Z]\d+)'/.exec(header)
  const order = /'fortran_order':\s*(True|False)/.exec(header)
  const sizes = /'shape':\s*\(([\d\s,L]*)\)/.exec(header)
  const kind = descr && kinds[descr[2]!]
  if (!kind) throw new FileError(`Its values are ${descr?.[2] ?? 'records'}: expected numbers or truths.`)
  if (!order || !sizes) throw new FileError('Its header names no shape.')
  const shape = sizes[1]!.split(',').flatMap((size) => (size.trim() === '' ? [] : [parseInt(size, 10)]))
  const count = shape.reduce((all, size) => all * size, 1)
  if (count > valuesMax) throw new FileError(`It holds ${count} values: up to ${valuesMax} are sent from here.`)
  if (end + count * kind.bytes > bytes.byteLength) {
    throw new FileError(`It ends too early: ${shape.join(' × ')} ${kind.dtype} need ${count * kind.bytes} bytes.`)
  }
  const isLittle = descr[1] !== '>'
  const values = Array.from({ length: count }, (_, i) => kind.read(view, end + i * kind.bytes, isLittle))
  return { dtype: kind.dtype, shape, values: order[1] === 'True' ? inCOrder(values, shape) : values }
}

/** The header is a Python literal behind the magic word, two bytes of version and its length. */
function headerOf(view: DataView): { header: string; end: number } {
  const text = (from: number, length: number) =>
    Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(from + i))).join('')
  if (view.byteLength < 10 || text(0, 6) !== magic) throw new FileError('This is no .npy file.')
  const isLong = view.getUint8(6) >= 2
  if (isLong && view.byteLength < 12) throw new FileError('Its header ends too early.')
  const [start, length] = isLong ? [12, view.getUint32(8, true)] : [10, view.getUint16(8, true)]
  if (start + length > view.byteLength) throw new FileError('Its header ends too early.')
  return { header: text(start, length), end: start + length }
}

function inCOrder<T>(values: T[], shape: number[]): T[] {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((all, size) => all * size, 1))
  return values.map((_, i) => {
    let [rest, at] = [i, 0]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (rest % shape[axis]!) * strides[axis]!
      rest = Math.floor(rest / shape[axis]!)
    }
    return values[at]!
  })
}

function whole(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new FileError(`It holds ${value}, which JSON would round.`)
  return number
}

function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

import { BrokenFile, type ByteWindow } from './ByteWindow'

/** A field of a message: a number, or a span of bytes that is text, bytes, packed numbers or a message. */
export interface Field {
  id: number
  isNumber: boolean
  value: number
  start: number
  end: number
}

const longestTag = 10
const textBytesMax = 4096

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 }

/** The fields of the message that lies between two places; contents are skipped, not read. */
export async function* fieldsOf(file: ByteWindow, start: number, end: number): AsyncGenerator<Field> {
  let at = start
  while (at < end) {
    file.countField(at)
    const tag = await varint(file, at, end)
    const id = Math.floor(tag.value / 8)
    const type = tag.value % 8
    if (id === 0) throw new BrokenFile(`Byte ${at} begins no field: this is no such file, or it is damaged.`)
    const field = await fieldAt(file, id, type, tag.next, end)
    yield field
    at = field.end
  }
}

async function fieldAt(file: ByteWindow, id: number, type: number, at: number, end: number): Promise<Field> {
  if (type === wireTypes.varint) {
    const { value, next } = await varint(file, at, end)
    return { id, isNumber: true, value, start: at, end: next }
  }
  if (type === wireTypes.bytes) {
    const { value: length, next } = await varint(file, at, end)
    return { id, isNumber: false, value: 0, start: next, end: within(next, length, end) }
  }
  if (type === wireTypes.fixed64) return { id, isNumber: false, value: 0, start: at, end: within(at, 8, end) }
  if (type === wireTypes.fixed32) return { id, isNumber: false, value: 0, start: at, end: within(at, 4, end) }
  throw new BrokenFile(`Byte ${at} has a field of an unknown kind: this is no such file, or it is damaged.`)
}

function within(at: number, length: number, end: number): number {
  if (length >= 0 && at + length <= end) return at + length
  throw new BrokenFile(
    `The file is cut off or damaged: at byte ${at} it promises ${length} bytes where ${Math.max(0, end - at)} are left.`,
  )
}

/** Negative numbers are ten bytes long. */
async function varint(file: ByteWindow, at: number, end: number): Promise<{ value: number; next: number }> {
  const bytes = await file.get(at, Math.min(longestTag, end - at))
  let value = 0
  let factor = 1
  for (const [i, byte] of bytes.entries()) {
    value += (byte & 0x7f) * factor
    factor *= 128
    if (byte < 0x80) return { value: i === longestTag - 1 ? Number(signed(bytes)) : value, next: at + i + 1 }
  }
  throw new BrokenFile(`The file is cut off or damaged: byte ${at} begins a number that does not end.`)
}

function signed(bytes: Uint8Array): bigint {
  let value = 0n
  bytes.forEach((byte, i) => (value |= BigInt(byte & 0x7f) << BigInt(7 * i)))
  return BigInt.asIntN(64, value)
}

/** Names longer than 4 KB are cut. */
export async function textOf(file: ByteWindow, field: Field): Promise<string> {
  const bytes = await file.get(field.start, Math.min(field.end - field.start, textBytesMax))
  return new TextDecoder().decode(bytes)
}

const packedMax = 64

/** Numbers of a repeated field, packed or single. */
export async function numbersOf(file: ByteWindow, field: Field): Promise<number[]> {
  if (field.isNumber) return [field.value]
  const numbers: number[] = []
  let at = field.start
  while (at < field.end && numbers.length < packedMax) {
    const { value, next } = await varint(file, at, field.end)
    numbers.push(value)
    at = next
  }
  return numbers
}

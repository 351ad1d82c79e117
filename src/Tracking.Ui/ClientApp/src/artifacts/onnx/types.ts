import type { ByteWindow } from './ByteWindow'
import { fieldsOf, textOf, type Field } from './protobuf'

/** By their number in ONNX. */
export const dataTypes: Record<number, string> = {
  1: 'float',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'double',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
}

const widths: Record<string, number> = { double: 8, int64: 8, uint64: 8, complex64: 8, complex128: 16 }
const narrow = /^(u?int8|bool|float8.*)$/
const half = /^(u?int16|b?float16)$/
const quarter = /^(u?int4|float4.*)$/

export function bytesOfElement(type: number): number {
  const name = dataTypes[type] ?? ''
  return widths[name] ?? (narrow.test(name) ? 1 : half.test(name) ? 2 : quarter.test(name) ? 0.5 : 4)
}

const depthMax = 4
const dimsMax = 32

/** A type as people write it: `float [N, 3]`, `sequence of map of int64 to float`. */
export async function typeText(file: ByteWindow, type: Field, depth: number): Promise<string> {
  if (depth > depthMax) return '…'
  for await (const field of fieldsOf(file, type.start, type.end)) {
    if (field.id === 1) return tensorText(file, field)
    if (field.id === 8) return `sparse ${await tensorText(file, field)}`
    if (field.id === 4) return `sequence of ${await innerText(file, field, 1, depth)}`
    if (field.id === 9) return `optional ${await innerText(file, field, 1, depth)}`
    if (field.id === 5) return mapText(file, field, depth)
  }
  return ''
}

async function innerText(file: ByteWindow, message: Field, id: number, depth: number): Promise<string> {
  for await (const field of fieldsOf(file, message.start, message.end)) {
    if (field.id === id) return typeText(file, field, depth + 1)
  }
  return ''
}

async function mapText(file: ByteWindow, map: Field, depth: number): Promise<string> {
  let key = 0
  let value = ''
  for await (const field of fieldsOf(file, map.start, map.end)) {
    if (field.id === 1) key = field.value
    else if (field.id === 2) value = await typeText(file, field, depth + 1)
  }
  return `map of ${dataTypes[key] ?? `type ${key}`} to ${value}`
}

async function tensorText(file: ByteWindow, tensor: Field): Promise<string> {
  let type = 0
  let shape = ''
  for await (const field of fieldsOf(file, tensor.start, tensor.end)) {
    if (field.id === 1) type = field.value
    else if (field.id === 2) shape = ` [${(await dimensions(file, field)).join(', ')}]`
  }
  return (dataTypes[type] ?? `type ${type}`) + shape
}

async function dimensions(file: ByteWindow, shape: Field): Promise<string[]> {
  const dims: string[] = []
  for await (const dim of fieldsOf(file, shape.start, shape.end)) {
    if (dim.id !== 1) continue
    if (dims.length === dimsMax) return [...dims, '…']
    let text = '?'
    for await (const field of fieldsOf(file, dim.start, dim.end)) {
      if (field.id === 1) text = `${field.value}`
      else if (field.id === 2) text = (await textOf(file, field)) || '?'
    }
    dims.push(text)
  }
  return dims
}

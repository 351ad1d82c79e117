import type { TensorField } from '../signature'
import { FileError, type NpyArray } from './npy'

/** A value as it is sent, and what was done to make it fit. */
export interface Fitted {
  value: unknown
  notes: string[]
}

/** Gives an array the form that the signature asks for, or says why it cannot have it. */
export function fitted(array: NpyArray, field: TensorField): Fitted {
  const notes: string[] = []
  const shape = shapeFor(array.shape, field.shape, notes)
  const values = valuesFor(array, field.dtype, notes)
  return { value: nested(values, shape), notes }
}

const sizesText = (shape: readonly number[]) => `[${shape.map((size) => (size < 0 ? 'any' : size)).join(', ')}]`

function shapeFor(given: number[], asked: number[], notes: string[]): number[] {
  const fits = (shape: number[]) =>
    shape.length === asked.length && shape.every((size, i) => asked[i]! < 0 || asked[i] === size)
  if (fits(given)) return given
  const batch = [1, ...given]
  if (fits(batch)) {
    notes.push(`one of shape ${sizesText(given)}, sent as a batch of one`)
    return batch
  }
  throw new FileError(`Its shape is ${sizesText(given)}: expected ${sizesText(asked)}.`)
}

function valuesFor({ dtype, values }: NpyArray, asked: string, notes: string[]): (number | boolean)[] {
  const isBad = values.findIndex((value) => typeof value === 'number' && !Number.isFinite(value))
  if (isBad >= 0) throw new FileError(`Value ${isBad + 1} is ${values[isBad]}, which JSON cannot tell.`)
  if (dtype === asked) return values
  if ((dtype === 'bool') !== (asked === 'bool') || !/^(u?int|float|bool)/.test(asked)) {
    throw new FileError(`Its values are ${dtype}: expected ${asked}.`)
  }
  if (asked.includes('int')) checkWhole(values as number[], dtype, asked)
  notes.push(`${dtype} sent as ${asked}`)
  return values
}

function checkWhole(values: number[], dtype: string, asked: string) {
  const bits = Number(/\d+/.exec(asked)?.[0] ?? 64)
  const isSigned = !asked.startsWith('u')
  const [low, high] = isSigned ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1]
  const wrong = values.find((value) => !Number.isInteger(value) || value < low || value > high)
  if (wrong !== undefined) throw new FileError(`Its values are ${dtype}, and ${wrong} is no ${asked}.`)
}

/** Flat values as lists of lists. */
export function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  const [, ...rest] = shape
  if (shape.length === 0) return values[0]
  if (shape.length === 1) return [...values]
  const width = rest.reduce((all, size) => all * size, 1)
  return Array.from({ length: shape[0]! }, (_, i) => nested(values.slice(i * width, (i + 1) * width), rest))
}

export interface Summary {
  count: number
  low: number
  high: number
  /** NaN where not all of the values are numbers. */
  mean: number
}

/** What a large value looks like, where it is too long to show. */
export function summaryOf(value: unknown): Summary {
  const summary = { count: 0, low: Infinity, high: -Infinity, sum: 0 }
  const add = (part: unknown) => {
    if (Array.isArray(part)) part.forEach(add)
    else {
      const number = Number(part)
      summary.count++
      summary.low = Math.min(summary.low, number)
      summary.high = Math.max(summary.high, number)
      summary.sum += number
    }
  }
  add(value)
  const { count, low, high, sum } = summary
  return { count, low, high, mean: sum / count }
}

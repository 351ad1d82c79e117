import type { TensorField } from '../signature'
import { FileError, valuesMax } from './npy'
import { nested } from './tensorFit'

/** Where the parts of a picture go in a tensor. */
export interface ImagePlan {
  layout: 'channels first' | 'channels last' | 'grey'
  channels: number
  /** Null where any size will do. */
  height: number | null
  width: number | null
  /** Whether the first size counts pictures. */
  isBatch: boolean
  isWhole: boolean
}

export const scales = ['0 to 1', '0 to 255', '\u22121 to 1', 'ImageNet'] as const

export type Scale = (typeof scales)[number]

const pictureChannels = [1, 3, 4]
const smallestPicture = 8

/** How a picture becomes that tensor; null where the shape is not that of pictures. */
export function imagePlanOf({ shape, dtype }: TensorField): ImagePlan | null {
  if (!/^(u?int|float)/.test(dtype)) return null
  const isBatch = shape.length === 4 || (shape.length === 3 && isGreyBatch(shape))
  const sizes = isBatch ? shape.slice(1) : shape
  const size = (at: number) => (sizes[at]! < 0 ? null : sizes[at]!)
  const common = { isBatch, isWhole: !dtype.startsWith('float') }
  if (sizes.length === 2) {
    const isPicture = sizes.every((one) => one >= smallestPicture || (isBatch && one < 0))
    return isPicture ? { layout: 'grey', channels: 1, height: size(0), width: size(1), ...common } : null
  }
  if (sizes.length !== 3) return null
  if (pictureChannels.includes(sizes[0]!)) {
    return { layout: 'channels first', channels: sizes[0]!, height: size(1), width: size(2), ...common }
  }
  if (!pictureChannels.includes(sizes[2]!)) return null
  return { layout: 'channels last', channels: sizes[2]!, height: size(0), width: size(1), ...common }
}

const isGreyBatch = (shape: number[]) =>
  shape[0]! <= 1 && !pictureChannels.includes(shape[2]!) && (shape[0] === -1 || shape[0] === 1)

/** The size that a picture is drawn in before it is read. */
export function sizeFor(plan: ImagePlan, width: number, height: number): { width: number; height: number } {
  const size = { width: plan.width ?? width, height: plan.height ?? height }
  if (size.width * size.height * plan.channels > valuesMax) {
    throw new FileError(`${size.width} × ${size.height} pixels are more than ${valuesMax} values.`)
  }
  return size
}

const imageNetMean = [0.485, 0.456, 0.406, 0]
const imageNetDeviation = [0.229, 0.224, 0.225, 1]

/** Pixels of four bytes each as the lists of lists that the tensor is sent as. */
export function imageTensor(
  pixels: Uint8ClampedArray,
  size: { width: number; height: number },
  plan: ImagePlan,
  scale: Scale,
): unknown {
  const { width, height } = size
  const at = (y: number, x: number, channel: number) => {
    const from = 4 * (y * width + x)
    const byte = plan.channels === 1 ? greyOf(pixels, from) : pixels[from + channel]!
    return plan.isWhole ? Math.round(byte) : scaled(byte, channel, plan.channels === 1 ? 'grey' : 'colour', scale)
  }
  const values: number[] = []
  const { channels } = plan
  if (plan.layout === 'channels first') {
    for (let c = 0; c < channels; c++) for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) values.push(at(y, x, c))
  } else {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) values.push(at(y, x, c))
  }
  const sizes = { 'channels first': [channels, height, width], 'channels last': [height, width, channels], grey: [height, width] }
  return nested(values, [...(plan.isBatch ? [1] : []), ...sizes[plan.layout]])
}

const greyOf = (pixels: Uint8ClampedArray, at: number) =>
  0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!

function scaled(byte: number, channel: number, kind: 'grey' | 'colour', scale: Scale): number {
  const part = byte / 255
  switch (scale) {
    case '0 to 255':
      return rounded(byte)
    case '0 to 1':
      return rounded(part)
    case '\u22121 to 1':
      return rounded(2 * part - 1)
    case 'ImageNet': {
      const of = kind === 'grey' ? 0 : channel
      return rounded((part - imageNetMean[of]!) / imageNetDeviation[of]!)
    }
  }
}

/** Five digits tell all 256 values of a byte apart and keep requests short. */
const rounded = (value: number) => Number(value.toFixed(5))

/** What was done, for whoever reads the prediction. */
export function imageNote(
  name: string,
  from: { width: number; height: number },
  to: { width: number; height: number },
  plan: ImagePlan,
  choice: { scale: Scale; isCropped: boolean },
): string {
  const isSame = from.width === to.width && from.height === to.height
  const colours = { 1: 'grey', 3: 'RGB', 4: 'RGBA' }[plan.channels]
  return [
    `${name}, ${from.width} × ${from.height} pixels`,
    isSame ? '' : `${choice.isCropped ? 'cropped and scaled' : 'stretched'} to ${to.width} × ${to.height}`,
    `${colours}${plan.layout === 'grey' ? '' : `, ${plan.layout}`}`,
    plan.isWhole ? 'whole values 0 to 255' : `values ${choice.scale}`,
    plan.isBatch ? 'a batch of one' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

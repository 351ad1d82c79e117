import { useRef, useState } from 'react'
import { FileDrop } from '../../ui/FileDrop'
import { visible } from '../../ui/text'
import type { TensorField } from '../signature'
import { imageNote, imagePlanOf, imageTensor, scales, sizeFor, type ImagePlan, type Scale } from './imageTensor'
import { FileError, npyOf } from './npy'
import { fitted } from './tensorFit'

interface TensorFileProps {
  field: TensorField
  onChange: (value: unknown) => void
}

interface Picture {
  name: string
  bitmap: ImageBitmap
}

interface Choice {
  scale: Scale
  isCropped: boolean
}

const fileMax = 20_000_000

/** A file in place of typed numbers: an `.npy` array, or a picture where the tensor has the shape of pictures. */
export function TensorFile({ field, onChange }: TensorFileProps) {
  const plan = imagePlanOf(field)
  const [picture, setPicture] = useState<Picture | null>(null)
  const [choice, setChoice] = useState<Choice>({ scale: '0 to 1', isCropped: false })
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState('')
  const canvas = useRef<HTMLCanvasElement>(null)
  const name = visible(field.name) || 'input'

  const draw = (of: Picture, how: Choice) => {
    const { value, note: done } = drawn(canvas.current!, of, plan!, how)
    setNote(done)
    onChange(value)
  }
  const take = async (file: File | undefined) => {
    if (!file) return
    setProblem('')
    try {
      if (file.size > fileMax) throw new FileError(`It is larger than ${fileMax / 1e6} MB.`)
      if (/\.npy$/i.test(file.name)) {
        const { value, notes } = fitted(npyOf(await file.arrayBuffer()), field)
        setPicture(null)
        setNote([visible(file.name), ...notes].join(', '))
        onChange(value)
        return
      }
      if (!plan) throw new FileError('Expected an .npy file: a picture has not the shape of this tensor.')
      const bitmap = await bitmapOf(file)
      const next = { name: visible(file.name), bitmap }
      setPicture(next)
      draw(next, choice)
    } catch (error) {
      setProblem(`${visible(file.name)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const choose = (next: Choice) => {
    setChoice(next)
    if (picture) draw(picture, next)
  }
  return (
    <FileDrop className="file-drop" onFile={(file) => void take(file)}>
      <canvas ref={canvas} hidden={!picture} aria-label={`The picture as ${name} gets it`} role="img" />
      <div className="grow">
        <label className="row wrap hint">
          Drop an .npy file{plan ? ' or a picture' : ''} here, or
          <input
            type="file"
            accept={plan ? '.npy,image/*' : '.npy'}
            aria-label={`A file for ${name}`}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
        {picture && plan && <Choices plan={plan} choice={choice} onChoose={choose} />}
        {note && !problem && (
          <p className="hint" role="status">
            {note}
          </p>
        )}
        {problem && (
          <p className="hint bad" role="alert">
            {problem}
          </p>
        )}
      </div>
    </FileDrop>
  )
}

interface ChoicesProps {
  plan: ImagePlan
  choice: Choice
  onChoose: (choice: Choice) => void
}

function Choices({ plan, choice, onChoose }: ChoicesProps) {
  return (
    <div className="row wrap">
      {!plan.isWhole && (
        <label className="row hint">
          Values
          <select
            className="in"
            value={choice.scale}
            onChange={(event) => onChoose({ ...choice, scale: event.target.value as Scale })}
          >
            {scales.map((scale) => (
              <option key={scale}>{scale}</option>
            ))}
          </select>
        </label>
      )}
      {plan.width !== null && (
        <label className="check hint">
          <input
            type="checkbox"
            className="box"
            checked={choice.isCropped}
            onChange={(event) => onChoose({ ...choice, isCropped: event.target.checked })}
          />
          crop rather than stretch
        </label>
      )}
    </div>
  )
}

async function bitmapOf(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file)
  } catch {
    throw new FileError('The browser cannot read this as a picture.')
  }
}

/** Draws the picture in the tensor's size, on white, and reads it back. */
function drawn(canvas: HTMLCanvasElement, { name, bitmap }: Picture, plan: ImagePlan, choice: Choice) {
  const size = sizeFor(plan, bitmap.width, bitmap.height)
  Object.assign(canvas, size)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.imageSmoothingQuality = 'high'
  if (plan.channels < 4) {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, size.width, size.height)
  }
  const part = choice.isCropped ? Math.min(bitmap.width / size.width, bitmap.height / size.height) : 0
  const [width, height] = part ? [size.width * part, size.height * part] : [bitmap.width, bitmap.height]
  const [left, top] = [(bitmap.width - width) / 2, (bitmap.height - height) / 2]
  context.drawImage(bitmap, left, top, width, height, 0, 0, size.width, size.height)
  const { data } = context.getImageData(0, 0, size.width, size.height)
  return {
    value: imageTensor(data, size, plan, choice.scale),
    note: imageNote(name, bitmap, size, plan, choice),
  }
}

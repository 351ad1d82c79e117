import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { artifactUrl, listArtifacts } from '../../api/artifacts'
import { messageOf } from '../../api/client'
import { useCommands } from '../../app/commands'
import { KeyName, Name } from '../../ui/Name'
import { Message } from '../../ui/states'
import { plural, visible } from '../../ui/text'
import type { CurveRun } from '../curves'
import { imageSizes, type ImagePlan } from '../plan'
import { imageAt, imagesIn, stepsOf, type StepImage } from './stepImages'

interface ImageGalleryProps {
  /** Those that logged images. */
  runs: CurveRun[]
  /** Only keys that hold these letters. */
  text: string
  plan: ImagePlan
  onPlan: (plan: ImagePlan) => void
}

const runsMax = 24
const keysMax = 12
const filesMax = 5000
const liveMilliseconds = 5000

/** Images that runs logged: a row per run, a column per key, all at one step. */
export default function ImageGallery({ runs, text, plan, onPlan }: ImageGalleryProps) {
  const shown = runs.slice(0, runsMax)
  const found = useQueries({
    queries: shown.map((run) => ({
      queryKey: ['images', run.id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const files = await listArtifacts(run.id, 'images', signal, filesMax)
        return { images: imagesIn(files.map((file) => file.path)), isCut: files.length >= filesMax }
      },
      placeholderData: keepPreviousData,
      refetchInterval: run.isRunning ? liveMilliseconds : (false as const),
    })),
  })
  const images = found.map(({ data }) => data?.images)
  const known = images.filter((one) => one !== undefined)
  const steps = stepsOf(known)
  const wanted = text.toLowerCase()
  const allKeys = [...new Set(known.flatMap((one) => [...one.keys()]))].sort()
  const keys = allKeys.filter((key) => key.toLowerCase().includes(wanted))
  const columns = keys.slice(0, keysMax)
  const last = steps.at(-1) ?? 0
  const at = Math.max(0, plan.step === null ? steps.length - 1 : steps.findLastIndex((step) => step <= plan.step!))
  const step = steps[at] ?? last
  const go = (index: number) => {
    const next = steps[Math.max(0, Math.min(steps.length - 1, index))]
    if (next !== undefined) onPlan({ ...plan, step: next === last ? null : next })
  }
  useCommands([
    { id: 'image back', title: 'Images: step before', group: 'View', keys: ',', run: () => go(at - 1) },
    { id: 'image on', title: 'Images: next step', group: 'View', keys: '.', run: () => go(at + 1) },
  ])
  if (steps.length === 0) {
    const isLoading = found.some((one) => one.isPending)
    const failed = found.find((one) => one.isError)
    if (failed) return <p className="bad gallery-tools" role="alert">not loaded: {messageOf(failed.error)}</p>
    return isLoading ? null : <Message title="These runs have no images in their folder images." />
  }
  const cut = found.filter((one) => one.data?.isCut).length
  return (
    <>
      <GalleryTools {...{ steps, at, go, plan, onPlan }} />
      <p className="gallery-tools mut">
        {[
          shown.length < runs.length ? `the first ${runsMax} of ${plural(runs.length, 'run')} with images` : '',
          keys.length > keysMax ? `the first ${keysMax} of ${keys.length} keys; find others by name` : '',
          cut > 0 ? `${plural(cut, 'run')} with more than ${filesMax} files: the first of them` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="gallery" tabIndex={0} role="region" aria-label={`Images at step ${step}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              {columns.map((key) => (
                <th key={key} scope="col" style={{ maxWidth: plan.size }}>
                  <KeyName text={key} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((run, i) => (
              <GalleryRow key={run.id} {...{ run, step, size: plan.size }} keys={columns} images={images[i]} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface GalleryToolsProps {
  steps: number[]
  at: number
  go: (index: number) => void
  plan: ImagePlan
  onPlan: (plan: ImagePlan) => void
}

function GalleryTools({ steps, at, go, plan, onPlan }: GalleryToolsProps) {
  return (
    <div className="gallery-tools">
      <label className="row grow">
        Step
        <input
          type="range"
          className="grow"
          aria-label="Step of the images"
          aria-valuetext={`step ${steps[at]}`}
          min={0}
          max={steps.length - 1}
          value={at}
          onChange={(event) => go(Number(event.target.value))}
        />
        <span className="strong step">{steps[at]?.toLocaleString('en-US')}</span>
      </label>
      <span className="mut hide-s">
        {at + 1} of {steps.length} <kbd>,</kbd> <kbd>.</kbd>
      </span>
      <label className="row">
        Size
        <input
          type="range"
          aria-label="Size of the images"
          min={imageSizes.least}
          max={imageSizes.most}
          step={16}
          value={plan.size}
          onChange={(event) => onPlan({ ...plan, size: Number(event.target.value) })}
        />
      </label>
    </div>
  )
}

interface GalleryRowProps {
  run: CurveRun
  keys: string[]
  images: ReadonlyMap<string, StepImage[]> | undefined
  step: number
  size: number
}

function GalleryRow({ run, keys, images, step, size }: GalleryRowProps) {
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <span className="sw" style={{ '--c': `var(--c${run.slot})` } as React.CSSProperties} />
          <Name text={run.name} />
        </span>
      </th>
      {keys.map((key) => {
        const image = imageAt(images?.get(key) ?? [], step)
        return (
          <td key={key} style={{ width: size, minWidth: size }}>
            {image ? (
              <Picture key={image.small} {...{ run, image, step, size }} />
            ) : (
              <span className="gap" style={{ height: Math.round(size / 2) }}>
                {images ? 'none yet' : '…'}
              </span>
            )}
          </td>
        )
      })}
    </tr>
  )
}

interface PictureProps {
  run: CurveRun
  image: StepImage
  step: number
  size: number
}

/** Loads once it is near the screen; leads to the file itself. */
function Picture({ run, image, step, size }: PictureProps) {
  const [isLost, setLost] = useState(false)
  const what = `${visible(image.key)} of ${run.name} at step ${image.step}`
  const place = useMemo(() => image.path.split('/').map(encodeURIComponent).join('/'), [image.path])
  return (
    <Link href={`/runs/${run.id}/artifacts/${place}`} title={what}>
      {isLost ? (
        <span className="gap" style={{ height: Math.round(size / 2) }}>
          not loaded
        </span>
      ) : (
        <img
          loading="lazy"
          decoding="async"
          width={size}
          alt={what}
          src={artifactUrl(run.id, image.small)}
          onError={() => setLost(true)}
        />
      )}
      {image.step !== step && <small className="mut">step {image.step}</small>}
    </Link>
  )
}

import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { artifactUrl } from '../api/artifacts'
import type { Run } from '../api/runs'
import { useCommands } from '../app/commands'
import { colorTag, strokesFor } from '../runs/colors'
import { swatch } from '../runs/RunLine'
import { Segmented } from '../ui/Button'
import { Name } from '../ui/Name'
import { ErrorState, LoadingLine, Message } from '../ui/states'
import { visible } from '../ui/text'
import { commonNames, imagesByName, imagesOf } from './imageFiles'

interface ImagesPaneProps {
  runs: Run[]
  base: Run
  /** The name of the shown image: its path, or the key and step that it was logged at. */
  chosen: string | null
  onChoose: (name: string) => void
}

/** The images that runs logged under one name, beside each other or wiped over the baseline's. */
export function ImagesPane({ runs, base, chosen, onChoose }: ImagesPaneProps) {
  const [look, setLook] = useState<'beside' | 'wipe'>('beside')
  const found = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['images', run.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => imagesOf(run.id, signal),
    })),
  })
  const lists = found.map((one) => imagesByName(one.data ?? []))
  const names = commonNames(lists.map((list) => list.keys()))
  const name = names.find((one) => one === chosen) ?? names[0]
  const step = (by: number) => name && onChoose(names.at((names.indexOf(name) + by) % names.length)!)
  useCommands([
    { id: 'next image', title: 'Next image', group: 'View', keys: '.', run: () => step(1) },
    { id: 'previous image', title: 'Previous image', group: 'View', keys: ',', run: () => step(-1) },
  ])
  const failed = found.find((one) => one.isError)
  if (failed) return <ErrorState what="The files could not be listed." error={failed.error} retry={failed.refetch} />
  if (!name) {
    return found.every((one) => one.isSuccess) ? (
      <Message title="These runs logged no images." />
    ) : (
      <LoadingLine active part={lists.filter((list) => list.size > 0).length / runs.length} />
    )
  }
  const pictures = runs.flatMap((run, i): Picture[] => {
    const path = lists[i]!.get(name)
    return path === undefined ? [] : [{ run, name, path }]
  })
  return (
    <>
      <div className="ctools">
        <select
          className="in mono"
          style={{ width: 'auto', maxWidth: '60%', height: 24 }}
          aria-label="Image"
          value={name}
          onChange={(event) => onChoose(event.target.value)}
        >
          {names.map((one) => (
            <option key={one} value={one}>
              {visible(one)}
            </option>
          ))}
        </select>
        <span className="mut">
          <kbd>,</kbd> <kbd>.</kbd>
        </span>
        <Segmented
          label="Images"
          value={look}
          parts={[
            ['beside', 'Side by side'],
            ['wipe', 'Wipe'],
          ]}
          onChange={setLook}
        />
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label="Images of the runs">
        {look === 'beside' ? (
          <Beside runs={runs} pictures={pictures} />
        ) : (
          <Wipes pictures={pictures} base={base} />
        )}
      </div>
    </>
  )
}

interface Picture {
  run: Run
  name: string
  path: string
}

function Beside({ runs, pictures }: { runs: Run[]; pictures: Picture[] }) {
  return (
    <div className="images">
      {runs.map((run) => {
        const picture = pictures.find((one) => one.run === run)
        return (
          <figure key={run.id}>
            <Caption run={run} runs={runs} />
            {picture ? <Shown {...picture} /> : <p className="mut gap">This run has no image of this name.</p>}
          </figure>
        )
      })}
    </div>
  )
}

function Caption({ run, runs }: { run: Run; runs: Run[] }) {
  const strokes = strokesFor(runs.map((one) => ({ id: one.id, color: one.tags[colorTag] })))
  return (
    <figcaption className="row">
      <span className="sw" style={swatch(strokes.get(run.id))} />
      <Name text={run.name || run.id} />
    </figcaption>
  )
}

const Shown = ({ run, name, path }: Picture) => (
  <img src={artifactUrl(run.id, path)} alt={`${visible(name)} of ${visible(run.name || run.id)}`} />
)

/** Each other run's image over the baseline's, up to where the slider stands. */
function Wipes({ pictures, base }: { pictures: Picture[]; base: Run }) {
  const [part, setPart] = useState(50)
  const below = pictures.find(({ run }) => run === base)
  const others = pictures.filter(({ run }) => run !== base)
  if (!below) return <Message title="The baseline has no image of this name: choose another." />
  if (others.length === 0) return <Message title="Only the baseline has an image of this name." />
  const runs = [base, ...others.map(({ run }) => run)]
  return (
    <div className="images">
      {others.map(({ run, ...picture }) => (
        <figure key={run.id}>
          <Caption run={run} runs={runs} />
          <div className="wipe" style={{ '--part': `${part}%` } as React.CSSProperties}>
            <Shown {...below} />
            <Shown run={run} {...picture} />
            <i aria-hidden="true" />
          </div>
          <label className="row mut">
            {visible(run.name || run.id)}
            <input
              type="range"
              className="grow"
              aria-label={`How much of ${visible(run.name || run.id)} is shown`}
              value={part}
              onChange={(event) => setPart(Number(event.target.value))}
            />
            baseline
          </label>
        </figure>
      ))}
    </div>
  )
}

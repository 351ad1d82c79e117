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
import { commonPaths, imagesOf } from './imageFiles'

interface ImagesPaneProps {
  runs: Run[]
  base: Run
  /** The path of the shown image. */
  chosen: string | null
  onChoose: (path: string) => void
}

/** The images that runs logged under one path, beside each other or wiped over the baseline's. */
export function ImagesPane({ runs, base, chosen, onChoose }: ImagesPaneProps) {
  const [look, setLook] = useState<'beside' | 'wipe'>('beside')
  const found = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['images', run.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => imagesOf(run.id, signal),
    })),
  })
  const lists = found.map((one) => one.data ?? [])
  const paths = commonPaths(lists)
  const path = paths.find((one) => one === chosen) ?? paths[0]
  const step = (by: number) => path && onChoose(paths.at((paths.indexOf(path) + by) % paths.length)!)
  useCommands([
    { id: 'next image', title: 'Next image', group: 'View', keys: '.', run: () => step(1) },
    { id: 'previous image', title: 'Previous image', group: 'View', keys: ',', run: () => step(-1) },
  ])
  const failed = found.find((one) => one.isError)
  if (failed) return <ErrorState what="The files could not be listed." error={failed.error} retry={failed.refetch} />
  if (!path) {
    return found.every((one) => one.isSuccess) ? (
      <Message title="These runs logged no images." />
    ) : (
      <LoadingLine active part={lists.filter((list) => list.length > 0).length / runs.length} />
    )
  }
  const having = runs.filter((_, i) => lists[i]!.includes(path))
  return (
    <>
      <div className="ctools">
        <select
          className="in mono"
          style={{ width: 'auto', maxWidth: '60%', height: 24 }}
          aria-label="Image"
          value={path}
          onChange={(event) => onChoose(event.target.value)}
        >
          {paths.map((one) => (
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
          <Beside runs={runs} having={having} path={path} />
        ) : (
          <Wipes runs={having} base={base} path={path} />
        )}
      </div>
    </>
  )
}

function Beside({ runs, having, path }: { runs: Run[]; having: Run[]; path: string }) {
  return (
    <div className="images">
      {runs.map((run) => (
        <figure key={run.id}>
          <Caption run={run} runs={runs} />
          {having.includes(run) ? (
            <Picture run={run} path={path} />
          ) : (
            <p className="mut gap">This run has no image of this path.</p>
          )}
        </figure>
      ))}
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

const Picture = ({ run, path }: { run: Run; path: string }) => (
  <img src={artifactUrl(run.id, path)} alt={`${visible(path)} of ${visible(run.name || run.id)}`} />
)

/** Each other run's image over the baseline's, up to where the slider stands. */
function Wipes({ runs, base, path }: { runs: Run[]; base: Run; path: string }) {
  const [part, setPart] = useState(50)
  const others = runs.filter((run) => run !== base)
  if (!runs.includes(base)) return <Message title="The baseline has no image of this path: choose another." />
  if (others.length === 0) return <Message title="Only the baseline has an image of this path." />
  return (
    <div className="images">
      {others.map((run) => (
        <figure key={run.id}>
          <Caption run={run} runs={[base, ...others]} />
          <div className="wipe" style={{ '--part': `${part}%` } as React.CSSProperties}>
            <Picture run={base} path={path} />
            <Picture run={run} path={path} />
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

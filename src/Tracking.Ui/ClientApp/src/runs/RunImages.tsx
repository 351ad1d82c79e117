import { useMemo, useState } from 'react'
import type { Run } from '../api/runs'
import ImageGallery from '../charts/images/ImageGallery'
import { imageTag } from '../charts/images/stepImages'
import { usePlan } from '../charts/usePlan'
import { Message } from '../ui/states'
import { plural } from '../ui/text'
import type { Stroke } from './colors'
import { drawnRuns } from './drawnRuns'

interface RunImagesProps {
  isLoading: boolean
  runs: Run[]
  charted: ReadonlyMap<string, Stroke>
}

/** Nothing but images: a row per run that is shown in charts, a column per key. */
export default function RunImages({ isLoading, runs, charted }: RunImagesProps) {
  const [text, setText] = useState('')
  const { plan, change } = usePlan()
  const shown = useMemo(
    () => drawnRuns(runs.filter((run) => Object.hasOwn(run.tags, imageTag)), charted),
    [runs, charted],
  )
  return (
    <>
      <div className="ctools" role="toolbar" aria-label="Images">
        <span>{plural(shown.length, 'run')} with images among those that are shown</span>
        <span className="grow" />
        <input
          className="in"
          style={{ width: 140, height: 24, flex: 'none' }}
          aria-label="Find an image"
          placeholder="Find an image"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="scroll">
        {shown.length === 0 && !isLoading ? (
          <Message title="No run that is shown logged images.">
            <p className="sec">Fill the square beside a run with images, or log one with mlflow.log_image.</p>
          </Message>
        ) : (
          <ImageGallery
            runs={shown}
            text={text}
            plan={plan.images}
            onPlan={(images) => change((now) => ({ ...now, images }))}
          />
        )}
      </div>
    </>
  )
}

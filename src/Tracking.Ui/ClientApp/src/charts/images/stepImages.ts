/** A run that logged images has this tag. */
export const imageTag = 'mlflow.loggedImages'

/** An image that a run logged at a step, by the name of its file. */
export interface StepImage {
  key: string
  step: number
  time: number
  path: string
  /** A smaller copy; the image itself where there is none. */
  small: string
}

/** As `log_image` names them: `KEY+step+STEP+timestamp+MS+ID.png`; older files have `%` or `#` between the parts. */
const pattern = /^(.+)([+%#])step\2(-?\d+)\2timestamp\2(\d+)\2([^+%#]+)(\2compressed)?\.\w+$/

/** Whether a file is an image that a run logged at a step, going by its name. */
export const isStepImage = (path: string): boolean => pattern.test(nameOf(path))

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** The images of a run by key, each in the order of its steps; of several at a step the last. */
export function imagesIn(paths: readonly string[]): Map<string, StepImage[]> {
  const found = new Map<string, StepImage>()
  for (const path of paths) {
    const parts = pattern.exec(nameOf(path))
    if (!parts) continue
    const [, name = '', , step, time, id = '', compressed] = parts
    const known = found.get(`${name} ${step} ${time} ${id}`)
    const image = known ?? { key: name.replaceAll('~', '/'), step: Number(step), time: Number(time), path, small: path }
    if (compressed) image.small = path
    else image.path = path
    found.set(`${name} ${step} ${time} ${id}`, image)
  }
  const byKey = new Map<string, Map<number, StepImage>>()
  for (const image of found.values()) {
    const steps = byKey.get(image.key) ?? new Map<number, StepImage>()
    byKey.set(image.key, steps)
    const other = steps.get(image.step)
    if (!other || other.time <= image.time) steps.set(image.step, image)
  }
  return new Map([...byKey].map(([key, steps]) => [key, [...steps.values()].sort((a, b) => a.step - b.step)]))
}

/** All steps at which any of the runs logged an image, in order. */
export function stepsOf(runs: Iterable<ReadonlyMap<string, readonly StepImage[]>>): number[] {
  const steps = new Set<number>()
  for (const keys of runs) for (const images of keys.values()) for (const { step } of images) steps.add(step)
  return [...steps].sort((a, b) => a - b)
}

/** The last image up to a step: runs do not log at the same steps. */
export const imageAt = (images: readonly StepImage[], step: number): StepImage | undefined =>
  images.findLast((image) => image.step <= step)

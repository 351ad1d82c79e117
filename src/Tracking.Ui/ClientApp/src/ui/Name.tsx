import { headAndTail, visible } from './text'

/** A name that somebody else chose: text only, its own direction, cut in the middle where there is no room. */
export function Name({ text, empty = '(no name)' }: { text: string; empty?: string }) {
  if (text === '') return <span className="mut">{empty}</span>
  const shown = visible(text)
  const [head, tail] = headAndTail(shown)
  return (
    <span className="mid" title={shown}>
      <bdi className="ell">{head}</bdi>
      {tail && <bdi>{tail}</bdi>}
    </span>
  )
}

/** A key such as `val/loss`: the prefix is quiet. */
export function KeyName({ text }: { text: string }) {
  const shown = visible(text)
  const slash = shown.lastIndexOf('/')
  return (
    <bdi className="ell" title={shown}>
      {slash > 0 && <span className="mut">{shown.slice(0, slash + 1)}</span>}
      {slash > 0 ? shown.slice(slash + 1) : shown}
    </bdi>
  )
}

/** A value of a param or tag; the empty one is visible too. */
export function Value({ text }: { text: string }) {
  if (text === '') return <span className="mut">""</span>
  return (
    <bdi className="ell" title={visible(text)}>
      {visible(text)}
    </bdi>
  )
}

import { useState } from 'react'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Dialog } from '../ui/Dialog'
import { countText, visible } from '../ui/text'
import { headText, sizesOf } from './tensorText'

const shownMax = 100_000

/** A list that is too long for its place: its sizes, how it begins, and all of it on demand. */
export function LongValue({ value }: { value: unknown }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="row">
      <span className="ell mono">{visible(headText(value))}</span>
      <Button kind="small quiet" onClick={() => setOpen(true)}>
        All
      </Button>
      {isOpen && <WholeValue value={value} onClose={() => setOpen(false)} />}
    </span>
  )
}

function WholeValue({ value, onClose }: { value: unknown; onClose: () => void }) {
  const text = JSON.stringify(value)
  return (
    <Dialog
      title={`A value of ${sizesOf(value).join(' × ')}`}
      onClose={onClose}
      actions={
        <>
          <span className="mut">{countText(text.length)} characters</span>
          <CopyButton text={text} label="Copy all of it" />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <pre className="code head-of-text" tabIndex={0}>
        {text.slice(0, shownMax)}
        {text.length > shownMax && '…'}
      </pre>
    </Dialog>
  )
}

import { useState } from 'react'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { FileDrop } from '../ui/FileDrop'
import { countText } from '../ui/text'
import { csvOf, jsonOf, sampleOfCsv, sampleOfJson } from './sample'
import type { SampleEditorProps } from './SampleEditor'

const fileMax = 5_000_000
/** A field of more than that is slow to type in. */
const typedMax = 20_000
const headLength = 1200

/** A sample as a text, typed or from a file. A long one shows how it begins, and all of it on demand. */
export function TextEditor({ view, signature, sample, onChange, onProblem }: SampleEditorProps & { view: 'json' | 'csv' }) {
  const [text, setText] = useState(() => (view === 'json' ? jsonOf(sample, signature) : csvOf(sample, signature)))
  const [isWhole, setWhole] = useState(text.length <= typedMax)
  const take = (next: string) => {
    setText(next)
    try {
      onChange(view === 'json' ? sampleOfJson(next, signature) : sampleOfCsv(next, signature))
      onProblem('')
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const name = view === 'json' ? 'Request as JSON' : 'Rows as CSV'
  const takeFile = async (file: File | undefined) => {
    if (!file) return
    if (file.size > fileMax) onProblem(`${file.name} is larger than ${fileMax / 1e6} MB.`)
    else {
      const given = await file.text()
      setWhole(given.length <= typedMax)
      take(given)
    }
  }
  return (
    <FileDrop onFile={(file) => void takeFile(file)}>
      {isWhole ? (
        <textarea
          className="in"
          rows={18}
          spellCheck={false}
          aria-label={name}
          value={text}
          onChange={(event) => take(event.target.value)}
        />
      ) : (
        <>
          <pre className="code head-of-text" tabIndex={0} role="region" aria-label={name}>
            {text.slice(0, headLength)}…
          </pre>
          <div className="row wrap">
            <span className="mut">The first {countText(headLength)} of {countText(text.length)} characters.</span>
            <Button kind="small" onClick={() => setWhole(true)}>
              Show and edit all
            </Button>
            <CopyButton label="Copy all of it" text={text} />
          </div>
        </>
      )}
      <label className="row hint" style={{ marginTop: 4 }}>
        {view === 'csv' ? 'Paste up to 1,000 rows, drop a file here, or' : 'Paste, drop a file here, or'}
        <input
          type="file"
          accept={view === 'csv' ? '.csv,text/csv' : '.json,application/json'}
          aria-label="Open a file"
          onChange={(event) => void takeFile(event.target.files?.[0])}
        />
      </label>
    </FileDrop>
  )
}

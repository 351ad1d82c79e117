import { useMemo, useState } from 'react'
import { Button } from '../ui/Button'
import { plural, visible } from '../ui/text'
import { filesOfPatch, type PatchFile, type PatchLine } from './patch'

/** A patch, file by file. What is no patch is shown as it is. */
export function PatchView({ text, isWhole }: { text: string; isWhole: boolean }) {
  const files = useMemo(() => filesOfPatch(text), [text])
  if (files.length === 0) return <pre className="file-text">{text}</pre>
  const added = files.reduce((sum, file) => sum + file.added, 0)
  const removed = files.reduce((sum, file) => sum + file.removed, 0)
  return (
    <div className="patch">
      <p className="patch-sum">
        {plural(files.length, 'file')} changed, <span className="ok">+{added}</span>{' '}
        <span className="bad">−{removed}</span>
        {!isWhole && <span className="warn"> The patch is longer than what is shown.</span>}
      </p>
      {files.map((file, i) => (
        <FileDiff key={i} file={file} />
      ))}
    </div>
  )
}

const stateWords = { changed: '', new: 'new', deleted: 'deleted', renamed: 'renamed', binary: 'binary' }

function FileDiff({ file }: { file: PatchFile }) {
  return (
    <section aria-label={visible(file.path)}>
      <h3 className="patch-file">
        <bdi className="ell mono">{visible(file.path)}</bdi>
        {file.state === 'renamed' && <span className="mut ell">from {visible(file.from)}</span>}
        {stateWords[file.state] && <span className="chip">{stateWords[file.state]}</span>}
        <span className="end ok">+{file.added}</span>
        <span className="bad">−{file.removed}</span>
      </h3>
      {file.lines.length > 0 ? (
        <DiffLines lines={file.lines} />
      ) : (
        <p className="mut patch-sum">No lines of text changed.</p>
      )}
    </section>
  )
}

const shownAtOnce = 1000

const signs: Record<PatchLine['kind'], string> = { same: ' ', added: '+', removed: '−', hunk: '', note: '' }

/** Lines with their numbers before and after; long ones are cut by a button, not by a scroll without end. */
export function DiffLines({ lines }: { lines: readonly PatchLine[] }) {
  const [shown, setShown] = useState(shownAtOnce)
  return (
    <div className="diff" role="region" aria-label="Changed lines" tabIndex={0}>
      <table>
        <tbody>
          {lines.slice(0, shown).map((line, i) => (
            <tr key={i} className={line.kind}>
              <td className="at">{line.before ?? ''}</td>
              <td className="at">{line.after ?? ''}</td>
              <td className="sign">{signs[line.kind]}</td>
              <td className="text">{line.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > shown && (
        <Button kind="small" onClick={() => setShown(shown + shownAtOnce)}>
          Show {Math.min(shownAtOnce, lines.length - shown)} more of {plural(lines.length, 'line')}
        </Button>
      )}
    </div>
  )
}

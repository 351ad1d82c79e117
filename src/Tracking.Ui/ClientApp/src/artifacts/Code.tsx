import { useMemo } from 'react'

const numberedMax = 100_000

/** Text with the numbers of its lines beside it. */
export function Code({ text }: { text: string }) {
  const numbers = useMemo(() => {
    const lines = text.replace(/\n$/, '').split('\n').length
    return lines > numberedMax ? '' : Array.from({ length: lines }, (_, i) => i + 1).join('\n')
  }, [text])
  return (
    <div className="numbered">
      {numbers && (
        <pre className="file-text at" aria-hidden="true">
          {numbers}
        </pre>
      )}
      <pre className="file-text">{text}</pre>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { readStart, type FilePart, type FilePlace } from '../api/artifacts'
import { Button } from '../ui/Button'
import { ErrorState } from '../ui/states'
import { bytesText } from '../ui/text'
import { hexOf, indentedJson, kindOfFile, separatorOf, type FileKind } from './fileKinds'
import { CsvView } from './CsvView'

const Markdown = lazy(() => import('../ui/Markdown'))

/** More is shown on request. */
const firstBytes = 1 << 20
const moreFactor = 8
const mediaBytes = 64 << 20

/** Shows a file as what its name says it is. Nothing in it runs on this page. */
export function Viewer({ place, path }: { place: FilePlace; path: string }) {
  const kind = kindOfFile(path)
  const isMedia = kind === 'image' || kind === 'audio' || kind === 'video' || kind === 'pdf'
  const [limit, setLimit] = useState(isMedia ? mediaBytes : firstBytes)
  const found = useQuery({
    queryKey: ['file', place.key, path, limit],
    queryFn: ({ signal }) => readStart(place.url(path), limit, signal),
    staleTime: Infinity,
  })
  if (found.isError) return <ErrorState what="The file could not be read." error={found.error} retry={found.refetch} />
  if (!found.data) return <p className="message mut">Loading…</p>
  const { isWhole } = found.data
  if (isMedia && !isWhole) {
    return (
      <p className="message">
        This file is larger than {bytesText(mediaBytes)}:{' '}
        <a className="link" href={place.url(path)} download>
          download it
        </a>
      </p>
    )
  }
  return (
    <>
      {!isWhole && (
        <div className="ctools">
          <span className="warn">The first {bytesText(limit)} are shown.</span>
          <Button kind="small" onClick={() => setLimit(limit * moreFactor)}>
            Show {bytesText(limit * moreFactor)}
          </Button>
        </div>
      )}
      <div className="scroll" tabIndex={0} role="region" aria-label="Content of the file">
        <FileView kind={kind} path={path} content={found.data} />
      </div>
    </>
  )
}

function FileView({ kind, path, content }: { kind: FileKind; path: string; content: FilePart }) {
  const text = () => new TextDecoder().decode(content.bytes)
  switch (kind) {
    case 'image':
    case 'audio':
    case 'video':
    case 'pdf':
      return <MediaView kind={kind} path={path} bytes={content.bytes} />
    case 'markdown':
      return (
        <div className="blk">
          <Suspense fallback={null}>
            <Markdown text={text()} />
          </Suspense>
        </div>
      )
    case 'csv':
      return <CsvView text={text()} separator={separatorOf(path)} isWhole={content.isWhole} />
    case 'html':
      // No scripts, no forms, an origin of its own.
      return <iframe className="page" title="The page" sandbox="" srcDoc={text()} />
    case 'json':
      return <Code text={indentedJson(text())} />
    case 'text':
      return <Code text={text()} />
    case 'binary':
      return <Code text={hexOf(content.bytes)} />
  }
}

function Code({ text }: { text: string }) {
  return <pre className="file-text">{text}</pre>
}

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
}

/** An address for the bytes while the component is there. */
function useObjectUrl(bytes: Uint8Array<ArrayBuffer>, type: string): string {
  const address = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes, type])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}

type MediaKind = 'image' | 'audio' | 'video' | 'pdf'

function MediaView({ kind, path, bytes }: { kind: MediaKind; path: string; bytes: Uint8Array<ArrayBuffer> }) {
  const address = useObjectUrl(bytes, types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  switch (kind) {
    // An SVG in an img element runs no scripts.
    case 'image':
      return <img className="media" src={address} alt={name} />
    case 'audio':
      return <audio className="media" src={address} controls />
    case 'video':
      return <video className="media" src={address} controls />
    case 'pdf':
      return <iframe className="page" title={name} src={address} />
  }
}

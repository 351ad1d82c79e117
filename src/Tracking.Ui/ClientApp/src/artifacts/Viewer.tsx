import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { readStart, type FilePart, type FilePlace } from '../api/artifacts'
import { Button } from '../ui/Button'
import { ErrorState } from '../ui/states'
import { bytesText } from '../ui/text'
import { Code } from './Code'
import { hexOf, kindOfFile, separatorOf, type FileKind } from './fileKinds'
import { MediaView } from './MediaView'
import { tableOfCsv } from './tables'
import { TableView } from './TableView'

const Markdown = lazy(() => import('../ui/Markdown'))
const OnnxView = lazy(() => import('./onnx/OnnxView'))
const PatchView = lazy(() => import('../diff/DiffView').then((module) => ({ default: module.PatchView })))
const StructuredView = lazy(() => import('./StructuredView'))

/** More is shown on request. */
const firstBytes = 1 << 20
const moreFactor = 8
const mediaBytes = 64 << 20

/** Shows a file as what its name says it is. Nothing in it runs on this page. */
export function Viewer({ place, path }: { place: FilePlace; path: string }) {
  const kind = kindOfFile(path)
  return (
    <Suspense fallback={<p className="message mut">Loading…</p>}>
      {kind === 'onnx' ? (
        <OnnxView place={place} path={path} />
      ) : (
        <WholeFile place={place} path={path} kind={kind} />
      )}
    </Suspense>
  )
}

function WholeFile({ place, path, kind }: { place: FilePlace; path: string; kind: FileKind }) {
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
      <div className="scroll content" tabIndex={0} role="region" aria-label="Content of the file">
        <FileView kind={kind} place={place} path={path} content={found.data} />
      </div>
    </>
  )
}

interface FileViewProps {
  kind: FileKind
  place: FilePlace
  path: string
  content: FilePart
}

function FileView({ kind, place, path, content }: FileViewProps) {
  switch (kind) {
    case 'image':
    case 'audio':
    case 'video':
    case 'pdf':
      return <MediaView key={path} kind={kind} place={place} path={path} bytes={content.bytes} />
    case 'binary':
      return <Code text={hexOf(content.bytes)} />
    default:
      return <TextView kind={kind} place={place} path={path} content={content} />
  }
}

function TextView({ kind, place, path, content }: FileViewProps) {
  const text = useMemo(() => new TextDecoder().decode(content.bytes), [content])
  switch (kind) {
    case 'markdown':
      return (
        <div className="blk">
          <Markdown text={text} />
        </div>
      )
    case 'csv':
      return <CsvView text={text} separator={separatorOf(path)} isWhole={content.isWhole} place={place} />
    case 'html':
      // No scripts, no forms, an origin of its own.
      return <iframe className="page" title="The page" sandbox="" srcDoc={text} />
    case 'json':
    case 'yaml':
    case 'mlmodel':
      return <StructuredView kind={kind} text={text} isWhole={content.isWhole} place={place} path={path} />
    case 'patch':
      return <PatchView text={text} isWhole={content.isWhole} />
    default:
      return <Code text={text} />
  }
}

interface CsvViewProps {
  text: string
  separator: string
  isWhole: boolean
  place: FilePlace
}

function CsvView({ text, separator, isWhole, place }: CsvViewProps) {
  const table = useMemo(() => tableOfCsv(text, separator, isWhole), [text, separator, isWhole])
  return <TableView table={table} place={place} />
}

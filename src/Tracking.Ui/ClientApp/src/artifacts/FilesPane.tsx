import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ArtifactFile, FilePlace } from '../api/artifacts'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Icon } from '../ui/icons'
import { Name } from '../ui/Name'
import { ErrorState, Message } from '../ui/states'
import { bytesText, visible } from '../ui/text'
import { Viewer } from './Viewer'

interface FilesPaneProps {
  place: FilePlace
  /** The address of the list; the path of the open file follows it. */
  address: string
  /** The path of the open file, or empty. */
  chosen: string
  nothing: string
}

/** A tree of files beside the open one, which is in the URL. */
export function FilesPane({ place, address, chosen, nothing }: FilesPaneProps) {
  const [, navigate] = useLocation()
  const [sizes, setSizes] = useState<Record<string, number>>({})
  const open = (file: ArtifactFile) => {
    setSizes({ ...sizes, [file.path]: file.bytes })
    navigate(`${address}/${file.path.split('/').map(encodeURIComponent).join('/')}`)
  }
  return (
    <div className="split artifacts">
      <section className="pane files" aria-label="Files">
        <div className="scroll" tabIndex={0} role="region" aria-label="List of files">
          <Folder place={place} path="" depth={0} chosen={chosen} nothing={nothing} onOpen={open} />
        </div>
        <div className="foot">
          <a className="b" href={place.zipUrl('')} download>
            <Icon name="download" /> Download all as zip
          </a>
        </div>
      </section>
      <section className="pane" aria-label="File">
        {chosen ? (
          <>
            <div className="ctools">
              <span className="mono grow ell">{visible(chosen)}</span>
              {sizes[chosen] !== undefined && <span>{bytesText(sizes[chosen])}</span>}
              <CopyButton text={chosen} label="Copy path" />
              <a className="b s" href={place.url(chosen)} download={chosen.slice(chosen.lastIndexOf('/') + 1)}>
                Download
              </a>
            </div>
            <Viewer key={chosen} place={place} path={chosen} />
          </>
        ) : (
          <Message title="Choose a file." />
        )}
      </section>
    </div>
  )
}

interface FolderProps {
  place: FilePlace
  path: string
  depth: number
  chosen: string
  nothing: string
  onOpen: (file: ArtifactFile) => void
}

const indent = 16

function Folder(props: FolderProps) {
  const { place, path, depth, nothing } = props
  const found = useQuery({
    queryKey: ['files', place.key, path],
    queryFn: ({ signal }) => place.list(path, signal),
  })
  if (found.isError) {
    return <ErrorState what="The files could not be listed." error={found.error} retry={found.refetch} />
  }
  if (found.data?.length === 0 && depth === 0) return <Message title={nothing} />
  return (
    <ul>
      {(found.data ?? []).map((file) => (
        <Item key={file.path} {...props} file={file} />
      ))}
    </ul>
  )
}

function Item(props: FolderProps & { file: ArtifactFile }) {
  const { file, depth, chosen, onOpen } = props
  const [isOpen, setOpen] = useState(chosen.startsWith(`${file.path}/`))
  return (
    <li>
      <Button
        className="file"
        kind="quiet"
        style={{ paddingLeft: 12 + depth * indent }}
        {...(file.isFolder ? { 'aria-expanded': isOpen } : { 'aria-current': chosen === file.path })}
        onClick={() => (file.isFolder ? setOpen(!isOpen) : onOpen(file))}
      >
        <Icon name={file.isFolder ? (isOpen ? 'down' : 'right') : 'file'} />
        <Name text={file.name} />
        <span className="end mut">{file.isFolder ? '' : bytesText(file.bytes)}</span>
      </Button>
      {file.isFolder && isOpen && <Folder {...props} path={file.path} depth={depth + 1} />}
    </li>
  )
}

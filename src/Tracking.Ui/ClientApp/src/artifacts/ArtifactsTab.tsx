import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { archiveUrl, artifactUrl, listArtifacts, type ArtifactFile } from '../api/artifacts'
import type { RunTabProps } from '../run/tabs'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/copying'
import { Icon } from '../ui/icons'
import { Name } from '../ui/Name'
import { ErrorState, Message } from '../ui/states'
import { bytesText, visible } from '../ui/text'
import { Viewer } from './Viewer'

/** The files of a run; the open one is in the URL. */
export default function ArtifactsTab({ run, rest }: RunTabProps) {
  const [, navigate] = useLocation()
  const [sizes, setSizes] = useState<Record<string, number>>({})
  const open = (file: ArtifactFile) => {
    setSizes({ ...sizes, [file.path]: file.bytes })
    navigate(`/runs/${run.id}/artifacts/${file.path.split('/').map(encodeURIComponent).join('/')}`)
  }
  return (
    <div className="split artifacts">
      <section className="pane files" aria-label="Files">
        <div className="scroll" tabIndex={0} role="region" aria-label="List of files">
          <Folder run={run.id} path="" depth={0} chosen={rest} onOpen={open} />
        </div>
        <div className="foot">
          <a className="b" href={archiveUrl(run.id, '')} download>
            <Icon name="download" /> Download all as zip
          </a>
        </div>
      </section>
      <section className="pane" aria-label="File">
        {rest ? (
          <>
            <div className="ctools">
              <span className="mono grow ell">{visible(rest)}</span>
              {sizes[rest] !== undefined && <span>{bytesText(sizes[rest])}</span>}
              <CopyButton text={rest} label="Copy path" />
              <a className="b s" href={artifactUrl(run.id, rest)} download={rest.slice(rest.lastIndexOf('/') + 1)}>
                Download
              </a>
            </div>
            <Viewer key={rest} run={run.id} path={rest} />
          </>
        ) : (
          <Message title="Choose a file." />
        )}
      </section>
    </div>
  )
}

interface FolderProps {
  run: string
  path: string
  depth: number
  chosen: string
  onOpen: (file: ArtifactFile) => void
}

const indent = 16

function Folder(props: FolderProps) {
  const { run, path, depth } = props
  const found = useQuery({
    queryKey: ['artifacts', run, path],
    queryFn: ({ signal }) => listArtifacts(run, path, signal),
  })
  if (found.isError) {
    return <ErrorState what="The files could not be listed." error={found.error} retry={found.refetch} />
  }
  if (found.data?.length === 0 && depth === 0) return <Message title="This run logged no files." />
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

import { useMemo } from 'react'
import { filesOfRun } from '../api/artifacts'
import type { RunTabProps } from '../run/tabs'
import { FilesPane } from './FilesPane'

/** The files of a run. */
export default function ArtifactsTab({ run, rest }: RunTabProps) {
  const place = useMemo(() => filesOfRun(run.id), [run.id])
  return (
    <FilesPane place={place} address={`/runs/${run.id}/artifacts`} chosen={rest} nothing="This run logged no files." />
  )
}

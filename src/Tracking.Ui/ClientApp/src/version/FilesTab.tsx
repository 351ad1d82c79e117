import { useMemo } from 'react'
import { filesOfVersion } from '../api/versionFiles'
import { FilesPane } from '../artifacts/FilesPane'
import type { VersionTabProps } from './tabs'

/** The files of the version, wherever they lie. */
export default function FilesTab({ version, address, rest }: VersionTabProps) {
  const place = useMemo(() => filesOfVersion(version), [version])
  return (
    <FilesPane place={place} address={`${address}/files`} chosen={rest} nothing="This version has no files." />
  )
}

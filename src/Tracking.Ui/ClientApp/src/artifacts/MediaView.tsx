import { useEffect, useMemo, useState } from 'react'
import type { FilePlace } from '../api/artifacts'

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  mp4: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mov: 'video/quicktime',
  m4v: 'video/mp4',
}

/** An address for the bytes while the component is there. */
function useObjectUrl(bytes: Uint8Array<ArrayBuffer>, type: string): string {
  const address = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes, type])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return address
}

type MediaKind = 'image' | 'audio' | 'video' | 'pdf'

interface MediaViewProps {
  kind: MediaKind
  place: FilePlace
  path: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The browser's own players; what they cannot play is said, rather than shown as an empty player. */
export function MediaView({ kind, place, path, bytes }: MediaViewProps) {
  const [isBroken, setBroken] = useState(false)
  const address = useObjectUrl(bytes, types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  const common = { className: 'media', src: address, onError: () => setBroken(true) }
  if (isBroken) {
    return (
      <p className="message" role="alert">
        This browser cannot {kind === 'image' ? 'show' : 'play'} the file: it is damaged, or of a kind that the browser
        does not know.{' '}
        <a className="link" href={place.url(path)} download>
          Download it
        </a>
      </p>
    )
  }
  switch (kind) {
    // An SVG in an img element runs no scripts.
    case 'image':
      return <img {...common} alt={name} />
    case 'audio':
      return <audio {...common} controls />
    case 'video':
      return <video {...common} controls />
    case 'pdf':
      return <iframe className="page" title={name} src={address} />
  }
}

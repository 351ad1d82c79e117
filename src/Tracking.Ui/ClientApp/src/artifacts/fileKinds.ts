export type FileKind =
  | 'image'
  | 'audio'
  | 'video'
  | 'pdf'
  | 'markdown'
  | 'csv'
  | 'html'
  | 'json'
  | 'yaml'
  | 'mlmodel'
  | 'onnx'
  | 'patch'
  | 'text'
  | 'binary'

const kinds: Record<string, FileKind> = {}
const extensions: Partial<Record<FileKind, string>> = {
  image: 'png jpg jpeg gif webp avif bmp ico svg',
  audio: 'mp3 wav ogg oga flac m4a aac opus',
  video: 'mp4 webm ogv mov m4v',
  pdf: 'pdf',
  markdown: 'md markdown',
  csv: 'csv tsv',
  html: 'html htm',
  json: 'json geojson ipynb',
  yaml: 'yaml yml mlproject',
  mlmodel: 'mlmodel',
  onnx: 'onnx',
  patch: 'diff patch',
  text: 'txt log err out cfg conf ini toml xml jsonl ndjson js ts py pyi cs fs csproj sln r jl java scala go rs c h cpp sh ps1 sql rst tex properties lock gitignore dockerfile makefile env',
}
for (const [kind, list] of Object.entries(extensions)) for (const ext of list.split(' ')) kinds[ext] = kind as FileKind

/** By the name of the file; one without an extension is known by its whole name, such as MLmodel. */
export function kindOfFile(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return kinds[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'binary'
}

export const separatorOf = (path: string) => (path.toLowerCase().endsWith('.tsv') ? '\t' : ',')

/** Cut or broken JSON stays as it is. */
export function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const shownBytes = 256
const bytesPerLine = 16

/** The first bytes as people read them: address, hex, letters. */
export function hexOf(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, shownBytes); at += bytesPerLine) {
    const line = [...bytes.subarray(at, Math.min(at + bytesPerLine, shownBytes))]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(bytesPerLine * 3)} ${letters}`)
  }
  return lines.join('\n')
}

/** Rows of a CSV file (RFC 4180); at most so many. */
export function csvRows(text: string, separator: string, limit: number): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length && rows.length < limit; i++) {
    const letter = text[i]!
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[i + 1] === '"') cell += text[++i]!
      else isQuoted = false
    } else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === separator) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')])
      row = []
      cell = ''
    } else cell += letter
  }
  if ((cell !== '' || row.length > 0) && rows.length < limit) rows.push([...row, cell])
  return rows
}

/** A line of a patch; numbers are those in the old and the new file. */
export interface PatchLine {
  kind: 'same' | 'added' | 'removed' | 'hunk' | 'note'
  text: string
  before: number | undefined
  after: number | undefined
}

export interface PatchFile {
  path: string
  /** Where it was, if that is another path. */
  from: string
  state: 'changed' | 'new' | 'deleted' | 'renamed' | 'binary'
  added: number
  removed: number
  lines: PatchLine[]
}

/** What a unified diff, of git or of `diff -u`, does to each file. Text that is no diff gives no files. */
export function filesOfPatch(text: string): PatchFile[] {
  const reader = new PatchReader()
  for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) reader.take(line)
  return reader.files
}

class PatchReader {
  readonly files: PatchFile[] = []
  private file: PatchFile | undefined
  private before = 0
  private after = 0
  private beforeLeft = 0
  private afterLeft = 0

  take(line: string) {
    // A hunk may promise more lines than it has; no line of one begins with a letter.
    const isContent = (this.beforeLeft > 0 || this.afterLeft > 0) && /^(?:[ +\-\\]|$)/.test(line)
    if (!isContent) this.beforeLeft = this.afterLeft = 0
    if (this.file && isContent) this.takeContent(this.file, line)
    else if (line.startsWith('diff --git ')) this.begin(pathsOfHeader(line))
    else this.takeHeader(line)
  }

  private begin([from, path]: [string, string]) {
    this.file = { path, from, state: 'changed', added: 0, removed: 0, lines: [] }
    this.files.push(this.file)
  }

  private takeHeader(line: string) {
    if (line.startsWith('--- ')) {
      const from = pathOf(line)
      // Without git each file begins here.
      if (!this.file || this.file.lines.length > 0) this.begin([from, from])
      if (from === '/dev/null') this.file!.state = 'new'
      else this.file!.from = from
      return
    }
    const file = this.file
    if (!file) return
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (hunk) this.beginHunk(file, line, hunk)
    else if (line.startsWith('+++ ')) this.takeTarget(file, pathOf(line))
    else this.takeNote(file, line)
  }

  private takeTarget(file: PatchFile, path: string) {
    if (path === '/dev/null') file.state = 'deleted'
    else file.path = path
  }

  private takeNote(file: PatchFile, line: string) {
    if (line.startsWith('new file mode')) file.state = 'new'
    else if (line.startsWith('deleted file mode')) file.state = 'deleted'
    else if (line.startsWith('rename from ')) {
      file.state = 'renamed'
      file.from = unquoted(line.slice('rename from '.length))
    } else if (line.startsWith('rename to ')) file.path = unquoted(line.slice('rename to '.length))
    else if (line.startsWith('Binary files ') || line === 'GIT binary patch') file.state = 'binary'
    else if (line.startsWith('\\')) file.lines.push({ kind: 'note', text: line, before: undefined, after: undefined })
  }

  private beginHunk(file: PatchFile, line: string, hunk: RegExpExecArray) {
    this.before = Number(hunk[1])
    this.beforeLeft = Number(hunk[2] ?? 1)
    this.after = Number(hunk[3])
    this.afterLeft = Number(hunk[4] ?? 1)
    file.lines.push({ kind: 'hunk', text: line, before: undefined, after: undefined })
  }

  private takeContent(file: PatchFile, line: string) {
    const text = line.slice(1)
    if (line.startsWith('+')) {
      file.lines.push({ kind: 'added', text, before: undefined, after: this.after++ })
      file.added++
      this.afterLeft--
    } else if (line.startsWith('-')) {
      file.lines.push({ kind: 'removed', text, before: this.before++, after: undefined })
      file.removed++
      this.beforeLeft--
    } else if (line.startsWith('\\')) {
      file.lines.push({ kind: 'note', text: line, before: undefined, after: undefined })
    } else {
      // Some editors take the space of an empty line away.
      file.lines.push({ kind: 'same', text, before: this.before++, after: this.after++ })
      this.beforeLeft--
      this.afterLeft--
    }
  }
}

/** `diff --git a/x b/x`: both halves are the same unless the file moved, which later lines tell. */
function pathsOfHeader(line: string): [string, string] {
  const rest = line.slice('diff --git '.length)
  const quoted = /^"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"$/.exec(rest)
  if (quoted) return [plain(unescaped(quoted[1]!)), plain(unescaped(quoted[2]!))]
  const half = (rest.length - 1) / 2
  if (Number.isInteger(half) && rest[half] === ' ') return [plain(rest.slice(0, half)), plain(rest.slice(half + 1))]
  const middle = rest.indexOf(' b/')
  return middle < 0 ? [rest, rest] : [plain(rest.slice(0, middle)), plain(rest.slice(middle + 1))]
}

/** Of `--- a/x` or `+++ b/x`; `diff -u` writes a time after a tab. */
function pathOf(line: string): string {
  return plain(unquoted(line.slice(4).split('\t')[0]!.trimEnd()))
}

const plain = (path: string) => path.replace(/^[ab]\//, '')

const unquoted = (path: string) => (path.startsWith('"') && path.endsWith('"') ? unescaped(path.slice(1, -1)) : path)

const letters: Record<string, number> = { n: 10, t: 9, r: 13, '"': 34, '\\': 92 }

/** Git writes bytes that are no ASCII as `\303\251`. */
function unescaped(text: string): string {
  const bytes: number[] = []
  for (const [part, octal, letter] of text.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+|\\/gs)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8))
    else if (letter !== undefined) bytes.push(letters[letter] ?? letter.charCodeAt(0))
    else bytes.push(...new TextEncoder().encode(part))
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}

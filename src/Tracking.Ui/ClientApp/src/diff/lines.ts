import type { PatchLine } from './patch'

/** Beyond so many differing lines the search for the least change is given up: all goes, all comes. */
const differencesMax = 500

const around = 3

/** How one text becomes the other, line by line, with three lines around each change. Equal texts give nothing. */
export function lineDiff(before: string, after: string): PatchLine[] {
  const a = linesOf(before)
  const b = linesOf(after)
  return withoutTheSame(changesOf(a, b))
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))

function changesOf(a: string[], b: string[]): PatchLine[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const same = (text: string, i: number, j: number): PatchLine => ({
    kind: 'same',
    text,
    before: i + 1,
    after: j + 1,
  })
  return [
    ...a.slice(0, head).map((text, i) => same(text, i, i)),
    ...middleOf(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head),
    ...a.slice(a.length - tail).map((text, i) => same(text, a.length - tail + i, b.length - tail + i)),
  ]
}

/** Myers: the fewest lines that go and come. `at` is how many lines stand before both. */
function middleOf(a: string[], b: string[], at: number): PatchLine[] {
  const trace: Map<number, number>[] = []
  const most = Math.min(a.length + b.length, differencesMax)
  let furthest = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= most; d++) {
    trace.push(new Map(furthest))
    const next = new Map(furthest)
    for (let k = -d; k <= d; k += 2) {
      let x = isDown(furthest, k, d) ? valueAt(furthest, k + 1) : valueAt(furthest, k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      next.set(k, x)
      if (x >= a.length && x - k >= b.length) return pathOf(a, b, trace, at)
    }
    furthest = next
  }
  return [
    ...a.map((text, i): PatchLine => ({ kind: 'removed', text, before: at + i + 1, after: undefined })),
    ...b.map((text, j): PatchLine => ({ kind: 'added', text, before: undefined, after: at + j + 1 })),
  ]
}

const valueAt = (furthest: Map<number, number>, k: number) => furthest.get(k) ?? -1

const isDown = (furthest: Map<number, number>, k: number, d: number) =>
  k === -d || (k !== d && valueAt(furthest, k - 1) < valueAt(furthest, k + 1))

/** Goes the way back that the search came. */
function pathOf(a: string[], b: string[], trace: Map<number, number>[], at: number): PatchLine[] {
  const lines: PatchLine[] = []
  let x = a.length
  let y = b.length
  for (let d = trace.length - 1; d >= 0; d--) {
    const furthest = trace[d]!
    const k = x - y
    const from = isDown(furthest, k, d) ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : valueAt(furthest, from)
    const fromY = d === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY) {
      x--
      y--
      lines.push({ kind: 'same', text: a[x]!, before: at + x + 1, after: at + y + 1 })
    }
    if (d === 0) break
    if (x === fromX) lines.push({ kind: 'added', text: b[--y]!, before: undefined, after: at + y + 1 })
    else lines.push({ kind: 'removed', text: a[--x]!, before: at + x + 1, after: undefined })
  }
  return lines.reverse()
}

/** Leaves out what is far from any change and says how much that was. */
function withoutTheSame(lines: PatchLine[]): PatchLine[] {
  const isNear = new Uint8Array(lines.length)
  lines.forEach((line, i) => {
    if (line.kind !== 'same') isNear.fill(1, Math.max(0, i - around), Math.min(lines.length, i + around + 1))
  })
  const shown: PatchLine[] = []
  let left = 0
  const tell = () => {
    if (left > 0 && isNear.includes(1)) {
      shown.push({ kind: 'hunk', text: `${left} unchanged lines`, before: undefined, after: undefined })
    }
    left = 0
  }
  lines.forEach((line, i) => {
    if (isNear[i]) {
      tell()
      shown.push(line)
    } else left++
  })
  tell()
  return shown
}

/** Gives the bytes `from` to `last` of a file, and how many it has in all. */
export type ReadRange = (from: number, last: number) => Promise<{ bytes: Uint8Array; total: number }>

const windowBytes = 256 << 10

/** More requests than this are not worth a summary. */
const readsMax = 400

/** A hostile file has millions of fields of two bytes. */
const fieldsMax = 500_000

/** Said of a file that ends too early, is something else, or would take too long. */
export class BrokenFile extends Error {}

/** A file read in pieces as they are needed; what is skipped is never fetched. */
export class ByteWindow {
  private bytes = new Uint8Array()
  private start = 0
  private reads = 0
  private fields = 0
  private size = Number.MAX_SAFE_INTEGER

  constructor(private readonly read: ReadRange) {}

  /** Known after the first read. */
  get total(): number {
    return this.size
  }

  /** Whether the bytes are at hand already. */
  has(at: number, count: number): boolean {
    return at >= this.start && at + count <= this.start + this.bytes.length
  }

  /** The bytes from `at`, as many as there are up to `count`. */
  async get(at: number, count: number): Promise<Uint8Array> {
    if (!this.has(at, Math.min(count, Math.max(0, this.size - at)))) await this.fetch(at, count)
    return this.bytes.subarray(at - this.start, at - this.start + count)
  }

  countField(at: number) {
    if (++this.fields <= fieldsMax) return
    throw new BrokenFile(`The file has more than ${fieldsMax} fields; what was read until byte ${at} is shown.`)
  }

  private async fetch(at: number, count: number) {
    if (++this.reads > readsMax) {
      throw new BrokenFile(`The file takes more than ${readsMax} reads; what was read until byte ${at} is shown.`)
    }
    const part = await this.read(at, at + Math.max(count, windowBytes) - 1)
    this.bytes = new Uint8Array(part.bytes)
    this.start = at
    this.size = part.total
  }
}

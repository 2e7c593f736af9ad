/**
 * A growing buffer that rows are written into as bytes, without a string for each cell. Hot loops
 * `reserve` and then write to `bytes` at `length` themselves.
 */

const encoder = new TextEncoder()
/** Shorter texts are written faster by a loop than by a call into the runtime. */
const SHORT = 24
/** Room that is kept for what comes next: as much as nearly every slice of a table needs. */
const MOST_KEPT = 16 * 1024 * 1024

export class ByteWriter {
  /** Valid up to `length`. Another array after each `reserve` that had to grow. */
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  readonly #capacity: number

  /** `capacity` is the room to begin with, in bytes. */
  constructor(capacity = 64 * 1024) {
    this.#capacity = capacity
    this.bytes = new Uint8Array(capacity)
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }

  /** Writes text of U+0000 to U+007F. */
  ascii(text: string): void {
    this.reserve(text.length)
    const { bytes, length } = this
    for (let i = 0; i < text.length; i += 1) bytes[length + i] = text.charCodeAt(i)
    this.length = length + text.length
  }

  utf8(text: string): void {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    this.reserve(text.length * 3)
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written
  }

  /** Writes the bytes of `source` from `from` (included) to `to` (excluded). */
  copy(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from)
    if (to - from > SHORT) {
      this.bytes.set(source.subarray(from, to), this.length)
      this.length += to - from
      return
    }
    const { bytes } = this
    let at = this.length
    for (let i = from; i < to; i += 1) {
      bytes[at] = source[i] ?? 0
      at += 1
    }
    this.length = at
  }

  /** What was written, as a view that holds until the next write. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length)
  }

  /** Forgets what was written, and keeps the room unless it is unusually large. */
  clear(): void {
    this.length = 0
    if (this.bytes.length > MOST_KEPT) this.bytes = new Uint8Array(this.#capacity)
  }
}

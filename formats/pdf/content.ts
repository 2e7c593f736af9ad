/**
 * Operators of a page as the bytes that stand in the file. Written byte by byte into one buffer: a
 * string for each operator would cost more than all the rest of a page.
 */
const FIRST_SIZE = 32 * 1024
/** Longest number in bytes: a sign, and as many digits as an integer has that is exact. */
const LONGEST_NUMBER = 20
const [SPACE, MINUS, POINT, ZERO] = [0x20, 0x2d, 0x2e, 0x30]

export class Content {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE)
  #length = 0

  /** Bytes so far. They stay as they are until the next `clear`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }

  /** Adds text of signs up to U+00FF, one byte each. */
  add(latin1: string): void {
    const { length } = latin1
    this.#reserve(length)
    const bytes = this.#bytes
    let at = this.#length
    for (let i = 0; i < length; i += 1) {
      bytes[at] = latin1.charCodeAt(i)
      at += 1
    }
    this.#length = at
  }

  /** Adds bytes `from` (included) to `to` (excluded) of `source`. */
  addBytes(source: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from)
    const bytes = this.#bytes
    let at = this.#length
    for (let i = from; i < to; i += 1) {
      bytes[at] = source[i] ?? 0
      at += 1
    }
    this.#length = at
  }

  /** Adds a length in hundredths of a point, and a space. */
  addLength(length: number): void {
    this.#reserve(LONGEST_NUMBER)
    if (length < 0) this.#addByte(MINUS)
    const size = Math.abs(length)
    const whole = Math.floor(size / 100)
    const rest = size - whole * 100
    this.#addDigits(whole)
    if (rest > 0) {
      this.#addByte(POINT)
      this.#addByte(ZERO + Math.floor(rest / 10))
      if (rest % 10 > 0) this.#addByte(ZERO + (rest % 10))
    }
    this.#addByte(SPACE)
  }

  #addDigits(whole: number): void {
    if (whole >= 10) this.#addDigits(Math.floor(whole / 10))
    this.#addByte(ZERO + (whole % 10))
  }

  #addByte(byte: number): void {
    this.#bytes[this.#length] = byte
    this.#length += 1
  }

  #reserve(length: number): void {
    const needed = this.#length + length
    if (needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * needed)
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** A length as PDF has it; a hundredth of a point is finer than any printer. */
export function hundredths(length: number): number {
  return Math.round(length * 100)
}

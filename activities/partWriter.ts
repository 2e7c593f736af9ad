/**
 * Cuts a stream of bytes into the parts of an upload: two on their way at once, so that memory is
 * bounded and the renderer waits for the store. Parts live in a few buffers that are used again.
 */
import { crc32 } from 'node:zlib'
import { encodeCrc32, LAST_PART_NUMBER, type ObjectStore, type Upload } from '../stores/index.ts'

/** Bytes of the first thousand parts; S3 wants 5 MiB at least. */
const PART_BYTES = 5 * 1024 * 1024
/** Every thousand parts, parts grow by the first size: 10,000 parts hold 430 GiB. */
const PARTS_OF_A_SIZE = 1_000
/** Parts on their way at once. */
const IN_FLIGHT = 2

export interface WrittenParts {
  parts: number
  bytes: number
  /** CRC-32 of all bytes, in base64. */
  crc32: string
}

export class PartWriter {
  readonly #store: ObjectStore
  readonly #upload: Upload
  readonly #signal: AbortSignal
  readonly #inFlight = new Set<Promise<void>>()
  #failure: { error: unknown } | undefined
  /** Buffers whose part has been sent: a new one for each part would wait for the collector. */
  #spare: Buffer[] = []
  #open: Buffer = Buffer.allocUnsafe(PART_BYTES)
  #filled = 0
  #parts = 0
  #bytes = 0
  #crc32 = 0

  constructor(store: ObjectStore, upload: Upload, signal: AbortSignal) {
    this.#store = store
    this.#upload = upload
    this.#signal = signal
  }

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes the chunk's bytes; waits while two parts are on their way. */
  async write(chunk: Uint8Array): Promise<void> {
    this.#crc32 = crc32(chunk, this.#crc32)
    this.#bytes += chunk.length
    for (let at = 0; at < chunk.length; ) {
      if (this.#filled === this.#open.length) await this.#send()
      const piece = chunk.subarray(at, at + this.#open.length - this.#filled)
      this.#open.set(piece, this.#filled)
      this.#filled += piece.length
      at += piece.length
    }
  }

  /** Sends the rest and waits for every part; an upload has one part at least. */
  async finish(): Promise<WrittenParts> {
    if (this.#filled > 0 || this.#parts === 0) await this.#send()
    await Promise.all(this.#inFlight)
    this.#throwIfFailed()
    return { parts: this.#parts, bytes: this.#bytes, crc32: encodeCrc32(this.#crc32) }
  }

  async #send(): Promise<void> {
    if (this.#parts === LAST_PART_NUMBER) {
      throw new Error(`The file outgrew what an upload of ${LAST_PART_NUMBER} parts can hold`)
    }
    this.#parts += 1
    const buffer = this.#open
    const sending: Promise<void> = this.#store
      .uploadPart(this.#upload, this.#parts, buffer.subarray(0, this.#filled), this.#signal)
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => {
        this.#spare.push(buffer)
        this.#inFlight.delete(sending)
      })
    this.#inFlight.add(sending)
    if (this.#inFlight.size >= IN_FLIGHT) await Promise.race(this.#inFlight)
    this.#throwIfFailed()
    this.#open = this.#nextBuffer()
    this.#filled = 0
  }

  #nextBuffer(): Buffer {
    const bytes = PART_BYTES * (1 + Math.floor(this.#parts / PARTS_OF_A_SIZE))
    this.#spare = this.#spare.filter((buffer) => buffer.length === bytes)
    return this.#spare.pop() ?? Buffer.allocUnsafe(bytes)
  }

  #throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }
}

/**
 * Deflates one piece of bytes after the other on a thread of Node's pool, so that the next page can be
 * drawn meanwhile. Keeps one deflate stream: a new one for each piece would cost a quarter of a
 * megabyte and most of the time again.
 */
import { constants, createDeflate } from 'node:zlib'

export class Deflater {
  /** Ends with each write, and begins anew when it is reset. */
  readonly #stream = createDeflate({ flush: constants.Z_FINISH })
  #pieces: Uint8Array[] = []

  constructor() {
    this.#stream.on('data', (piece: Uint8Array) => this.#pieces.push(piece))
    // Whoever waits for the write hears of it; unheard here, it would end the process.
    this.#stream.on('error', () => undefined)
  }

  /** The piece in zlib's format. May be called again when that is there, not before. */
  async deflate(bytes: Uint8Array): Promise<Buffer> {
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
    const deflated = Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#stream.reset()
    return deflated
  }

  destroy(): void {
    this.#stream.destroy()
  }
}

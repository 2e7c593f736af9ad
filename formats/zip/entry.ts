/** What goes into a ZIP archive: whole buffers, and streams whose size is known only at their end. */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { crc32Combine } from './crc32.ts'

/** Content before compression. */
export interface Uncompressed {
  size: number
  crc32: number
}

/** Content that is in memory: compressed when it is written, where that makes it smaller. */
export interface WholeEntry {
  kind: 'whole'
  name: string
  bytes: Uint8Array
}

/** Content that is written as it comes, its size and CRC-32 in a data descriptor behind it. */
export interface StreamEntry {
  kind: 'stream'
  name: string
  /** Whether `bytes` are content as it is, or a stream of raw deflate. */
  method: 'stored' | 'deflated'
  bytes: AsyncIterable<Uint8Array>
  /** Asked once `bytes` has ended. */
  uncompressed(): Uncompressed
}

export type ZipEntry = WholeEntry | StreamEntry

/** A piece of content as raw deflate that ends on a byte and refers to nothing before it. */
export interface DeflatedPiece {
  bytes: Uint8Array
  /** Bytes before compression. */
  rawBytes: number
  /** CRC-32 of the bytes before compression. */
  crc32: number
}

/** An empty last block: ends the deflate stream that pieces ended by full flushes make. */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00)

/**
 * Compresses a piece so that it can be joined with others, in any order of compression. Its bytes
 * are alone in their buffer, which may be handed to another thread.
 */
export function deflatePiece(raw: Uint8Array, level: number): DeflatedPiece {
  const deflated = deflateRawSync(raw, { level, finishFlush: constants.Z_FULL_FLUSH })
  // zlib's chunks are longer than what they hold, or lie in a pool.
  return { bytes: new Uint8Array(deflated), rawBytes: raw.length, crc32: crc32(raw) }
}

/** An entry out of pieces that are compressed already. */
export function entryOfPieces(name: string, pieces: AsyncIterable<DeflatedPiece>): StreamEntry {
  const whole: Uncompressed = { size: 0, crc32: 0 }
  async function* join(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      whole.crc32 = crc32Combine(whole.crc32, piece.crc32, piece.rawBytes)
      whole.size += piece.rawBytes
      yield piece.bytes
    }
    yield LAST_BLOCK
  }
  return {
    kind: 'stream',
    name,
    method: 'deflated',
    bytes: join(),
    uncompressed: () => whole,
  }
}

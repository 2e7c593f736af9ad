/** Puts any finished stream of bytes into a ZIP archive as its only entry. */
import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { Uncompressed } from './entry.ts'
import { zip } from './zip.ts'

export const ZIP_MEDIA_TYPE = 'application/zip'
export const ZIP_EXTENSION = 'zip'

/** zlib's own default. */
const DEFLATE_LEVEL = 6

export interface ZippedOptions {
  /** Whether the bytes go in as they are, which suits files that are compressed already. */
  store: boolean
}

/** The archive's bytes. `name` is the entry's. */
export function zipped(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  { store }: ZippedOptions,
): AsyncIterable<Uint8Array> {
  const seen: Uncompressed = { size: 0, crc32: 0 }
  const watched = watch(bytes, seen)
  return zip([
    {
      kind: 'stream',
      name,
      // Stored bytes lie in a deflate stream of level 0: readers that stream refuse an entry without
      // one whose size follows it.
      method: 'deflated',
      bytes: deflate(watched, store ? 0 : DEFLATE_LEVEL),
      uncompressed: () => seen,
    },
  ])
}

async function* watch(
  bytes: AsyncIterable<Uint8Array>,
  seen: Uncompressed,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    seen.crc32 = crc32(chunk, seen.crc32)
    seen.size += chunk.length
    yield chunk
  }
}

async function* deflate(
  bytes: AsyncIterable<Uint8Array>,
  level: number,
): AsyncGenerator<Uint8Array> {
  const deflated = createDeflateRaw({ level })
  // A fault of the source destroys `deflated`, whose reader below throws it; stopping to read
  // destroys the source. So there is nothing left for the callback to do.
  pipeline(Readable.from(bytes, { objectMode: true }), deflated, () => undefined)
  const chunks: AsyncIterable<Buffer> = deflated
  yield* chunks
}

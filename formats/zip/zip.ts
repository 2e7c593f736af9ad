/** Writes a ZIP archive as a stream: nothing is held but the directory's lines. */
import { crc32, deflateRawSync } from 'node:zlib'
import type { StreamEntry, WholeEntry, ZipEntry } from './entry.ts'
import {
  centralHeader,
  dataDescriptor,
  type EntrySizes,
  type EntryStart,
  endOfArchive,
  localHeader,
} from './records.ts'

/**
 * The archive's bytes, of any size and any number of entries. Each entry's content is read when the
 * entries before it have been written.
 */
export async function* zip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const archive = new Archive()
  for await (const entry of entries) {
    yield* entry.kind === 'whole' ? archive.whole(entry) : archive.stream(entry)
  }
  yield* archive.end()
}

/** Keeps count of what has been written where. */
class Archive {
  readonly #directory: Buffer[] = []
  #offset = 0

  async *stream(entry: StreamEntry): AsyncGenerator<Uint8Array> {
    const start: EntryStart = {
      name: Buffer.from(entry.name, 'utf8'),
      method: entry.method,
      isStream: true,
      offset: this.#offset,
    }
    yield this.#count(localHeader(start, undefined))
    const contentAt = this.#offset
    for await (const bytes of entry.bytes) yield this.#count(bytes)
    const sizes: EntrySizes = { ...entry.uncompressed(), compressed: this.#offset - contentAt }
    yield this.#count(dataDescriptor(sizes))
    this.#directory.push(centralHeader(start, sizes))
  }

  *whole({ name, bytes }: WholeEntry): Generator<Uint8Array> {
    const deflated = deflateRawSync(bytes)
    const isSmaller = deflated.length < bytes.length
    const content = isSmaller ? deflated : bytes
    const start: EntryStart = {
      name: Buffer.from(name, 'utf8'),
      method: isSmaller ? 'deflated' : 'stored',
      isStream: false,
      offset: this.#offset,
    }
    const sizes = { crc32: crc32(bytes), compressed: content.length, size: bytes.length }
    yield this.#count(localHeader(start, sizes))
    yield this.#count(content)
    this.#directory.push(centralHeader(start, sizes))
  }

  *end(): Generator<Uint8Array> {
    const lines = Buffer.concat(this.#directory)
    yield lines
    yield endOfArchive({
      entries: this.#directory.length,
      size: lines.length,
      offset: this.#offset,
    })
  }

  #count(bytes: Uint8Array): Uint8Array {
    this.#offset += bytes.length
    return bytes
  }
}

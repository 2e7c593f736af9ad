/**
 * Reads a small ZIP archive that is in memory. For archives that we just had made: no ZIP64, no
 * encryption, no check of CRCs.
 */
import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const END_BYTES = 22

/** Content of every entry by name, in the directory's order. Throws when it is no such archive. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  const end = findEnd(archive)
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error('The ZIP directory is broken')
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, contentOf(archive, at))
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

function findEnd(archive: Buffer): number {
  // The end record is last, unless a comment follows it.
  for (let at = archive.length - END_BYTES; at >= 0; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at
  }
  throw new Error('No ZIP archive')
}

/** Content of the entry whose line in the directory is at `central`. */
function contentOf(archive: Buffer, central: number): Buffer {
  const method = archive.readUInt16LE(central + 10)
  const size = archive.readUInt32LE(central + 20)
  const local = archive.readUInt32LE(central + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const content = archive.subarray(start, start + size)
  if (method === 0) return content
  if (method === 8) return inflateRawSync(content)
  throw new Error(`The ZIP archive uses compression method ${method}`)
}

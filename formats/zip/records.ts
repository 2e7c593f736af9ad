/**
 * The records of a ZIP archive, byte by byte (PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16).
 * No clock: every entry is dated 1980-01-01, the first day that the archive can hold.
 */

/** A 16-bit and a 32-bit field that say "see the ZIP64 record". */
const MOST_16 = 0xffff
const MOST_32 = 0xffffffff

const METHOD = { stored: 0, deflated: 8 } as const
const VERSION = { plain: 20, zip64: 45 } as const
const SIZE_BEHIND_CONTENT = 0x0008
const UTF8_NAME = 0x0800
const FIRST_DAY = 0x0021

/** An entry as far as it is known before its content is written. */
export interface EntryStart {
  name: Buffer
  method: keyof typeof METHOD
  /** Whether size and CRC-32 follow the content. */
  isStream: boolean
  /** Where the local header is. */
  offset: number
}

export interface EntrySizes {
  crc32: number
  /** Bytes of content in the archive. */
  compressed: number
  /** Bytes of content before compression. */
  size: number
}

/**
 * Precedes the content. `sizes` is undefined for a stream.
 *
 * It never has the ZIP64 form, though a stream may turn out to need it: Java's `ZipInputStream` and
 * SheetJS refuse the form where the content is small after all. As in Java's and Go's own writers,
 * the descriptor and the directory have it where the content proved to be large.
 */
export function localHeader(entry: EntryStart, sizes: EntrySizes | undefined): Buffer {
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  fixed.writeUInt16LE(VERSION.plain, 4)
  writeCommon(fixed, 6, entry, sizes ?? { crc32: 0, compressed: 0, size: 0 })
  fixed.writeUInt16LE(entry.name.length, 26)
  return Buffer.concat([fixed, entry.name])
}

/** Follows the content of a stream. */
export function dataDescriptor(sizes: EntrySizes): Buffer {
  const isLarge = Math.max(sizes.compressed, sizes.size) >= MOST_32
  const descriptor = Buffer.alloc(isLarge ? 24 : 16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(sizes.crc32, 4)
  if (isLarge) {
    descriptor.writeBigUInt64LE(BigInt(sizes.compressed), 8)
    descriptor.writeBigUInt64LE(BigInt(sizes.size), 16)
  } else {
    descriptor.writeUInt32LE(sizes.compressed, 8)
    descriptor.writeUInt32LE(sizes.size, 12)
  }
  return descriptor
}

/** The entry's line in the directory at the archive's end. */
export function centralHeader(entry: EntryStart, sizes: EntrySizes): Buffer {
  // The ZIP64 record holds just the fields that overflow, in this order.
  const large = [sizes.size, sizes.compressed, entry.offset].filter((value) => value >= MOST_32)
  const extra = large.length > 0 ? zip64Extra(large) : Buffer.alloc(0)
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(VERSION.zip64, 4) // Of the writer.
  fixed.writeUInt16LE(large.length > 0 ? VERSION.zip64 : VERSION.plain, 6)
  writeCommon(fixed, 8, entry, {
    crc32: sizes.crc32,
    compressed: Math.min(sizes.compressed, MOST_32),
    size: Math.min(sizes.size, MOST_32),
  })
  fixed.writeUInt16LE(entry.name.length, 28)
  fixed.writeUInt16LE(extra.length, 30)
  fixed.writeUInt32LE(Math.min(entry.offset, MOST_32), 42)
  return Buffer.concat([fixed, entry.name, extra])
}

/** What the archive's directory holds, and where it is. */
export interface Directory {
  entries: number
  size: number
  offset: number
}

/** Ends the archive, in the ZIP64 form where a count or an offset needs it. */
export function endOfArchive({ entries, size, offset }: Directory): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries, MOST_16), 8)
  end.writeUInt16LE(Math.min(entries, MOST_16), 10)
  end.writeUInt32LE(Math.min(size, MOST_32), 12)
  end.writeUInt32LE(Math.min(offset, MOST_32), 16)
  if (entries < MOST_16 && size < MOST_32 && offset < MOST_32) return end

  const zip64 = Buffer.alloc(56)
  zip64.writeUInt32LE(0x06064b50, 0)
  zip64.writeBigUInt64LE(44n, 4) // Bytes of this record behind this field.
  zip64.writeUInt16LE(VERSION.zip64, 12)
  zip64.writeUInt16LE(VERSION.zip64, 14)
  zip64.writeBigUInt64LE(BigInt(entries), 24)
  zip64.writeBigUInt64LE(BigInt(entries), 32)
  zip64.writeBigUInt64LE(BigInt(size), 40)
  zip64.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16) // Number of disks.
  return Buffer.concat([zip64, locator, end])
}

/** The 20 bytes that local and central headers share. */
function writeCommon(target: Buffer, at: number, entry: EntryStart, sizes: EntrySizes): void {
  target.writeUInt16LE(UTF8_NAME | (entry.isStream ? SIZE_BEHIND_CONTENT : 0), at)
  target.writeUInt16LE(METHOD[entry.method], at + 2)
  target.writeUInt16LE(0, at + 4)
  target.writeUInt16LE(FIRST_DAY, at + 6)
  target.writeUInt32LE(sizes.crc32, at + 8)
  target.writeUInt32LE(sizes.compressed, at + 12)
  target.writeUInt32LE(sizes.size, at + 16)
}

function zip64Extra(values: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(0x0001, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  values.forEach((value, i) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i)
  })
  return extra
}

/**
 * Row blocks as bytes: lengths instead of ends, since they compress better, then zstd level 1 with
 * a checksum, which makes a damaged block an error and never a wrong row.
 */
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'
import { assertNever } from '../../contract/index.ts'
import type { ColumnValues, RowBlock } from '../../contract/rows/index.ts'

const compress = promisify(zstdCompress)

const KINDS = ['text', 'instant', 'day', 'boolean'] as const satisfies ColumnValues['kind'][]
/** Least size of a buffer that zlib takes. */
const MIN_CHUNK = 64
/** Rows (u32) and columns (u32). */
const HEADER = 8
/** Kind (u32) and bytes of the values (u32). */
const COLUMN_HEADER = 8
/** Every section begins at a multiple of this, so that numbers can be read where they lie. */
const ALIGNMENT = 8

/** The block's bytes, and how many they were before compression. */
export async function encodeBlock(block: RowBlock): Promise<{ bytes: Buffer; rawBytes: number }> {
  const raw = layOut(block)
  const bytes = await compress(raw, {
    params: {
      [constants.ZSTD_c_compressionLevel]: 1,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  })
  return { bytes, rawBytes: raw.length }
}

/**
 * The block whose bytes these are; `rawBytes` is what `encodeBlock` said.
 * @throws when the bytes are not what `encodeBlock` made.
 */
export function decodeBlock(bytes: Uint8Array, rawBytes: number): RowBlock {
  // One buffer of the right size, instead of many that are joined in the end.
  return readBlock(zstdDecompressSync(bytes, { chunkSize: Math.max(rawBytes, MIN_CHUNK) }))
}

function layOut(block: RowBlock): Buffer {
  const pieces: Uint8Array[] = [u32(block.rows, block.columns.length)]
  const push = (bytes: Uint8Array) => {
    pieces.push(bytes, new Uint8Array(padding(bytes.length)))
  }
  for (const column of block.columns) {
    const values = valueBytes(column)
    pieces.push(u32(KINDS.indexOf(column.kind), values.length))
    push(column.nulls)
    if (column.kind === 'text') push(bytesOf(lengthsOf(column.ends)))
    push(values)
  }
  return Buffer.concat(pieces)
}

function padding(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT
}

function valueBytes(column: ColumnValues): Uint8Array {
  switch (column.kind) {
    case 'text':
      return column.bytes
    case 'boolean':
      return column.values
    case 'instant':
    case 'day':
      return bytesOf(column.values)
    default:
      return assertNever(column)
  }
}

/** The block's columns are views of `raw`, which nobody else may use. */
function readBlock(raw: Buffer): RowBlock {
  if (raw.byteOffset % ALIGNMENT !== 0) return readBlock(Buffer.from(Uint8Array.from(raw).buffer))
  const rows = raw.readUInt32LE(0)
  const count = raw.readUInt32LE(4)
  let at = HEADER
  const next = (length: number): Uint8Array => {
    if (at + length > raw.length) throw new Error('A staged row block is shorter than it says')
    const piece = new Uint8Array(raw.buffer, raw.byteOffset + at, length)
    at += length + padding(length)
    return piece
  }
  const columns: ColumnValues[] = []
  for (let i = 0; i < count; i += 1) {
    const kind = KINDS[raw.readUInt32LE(at)]
    const length = raw.readUInt32LE(at + 4)
    at += COLUMN_HEADER
    const nulls = next(rows)
    if (kind === 'text') {
      const lengths = next(rows * 4)
      const ends = endsOf(new Uint32Array(lengths.buffer, lengths.byteOffset, rows))
      columns.push({ kind, nulls, ends, bytes: next(length) })
    } else if (kind === 'boolean') {
      columns.push({ kind, nulls, values: next(length) })
    } else if (kind !== undefined) {
      const values = next(length)
      columns.push({
        kind,
        nulls,
        values: new Float64Array(values.buffer, values.byteOffset, rows),
      })
    } else {
      throw new Error('A staged row block has a column of an unknown kind')
    }
  }
  return { rows, columns }
}

function lengthsOf(ends: Uint32Array): Uint32Array {
  const lengths = new Uint32Array(ends.length)
  let before = 0
  for (let i = 0; i < ends.length; i += 1) {
    const end = ends[i] ?? 0
    lengths[i] = end - before
    before = end
  }
  return lengths
}

/** Turns lengths into ends, in place. */
function endsOf(lengths: Uint32Array): Uint32Array {
  let end = 0
  for (let i = 0; i < lengths.length; i += 1) {
    end += lengths[i] ?? 0
    lengths[i] = end
  }
  return lengths
}

function bytesOf(values: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function u32(...values: number[]): Uint8Array {
  return bytesOf(Uint32Array.from(values))
}

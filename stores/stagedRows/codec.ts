/**
 * Row blocks as bytes: lengths instead of ends, since they compress better, then zstd level 1 with
 * a checksum, which makes a damaged block an error and never a wrong row.
 */
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import { assertNever } from '../../contract/index.ts'
import type { ColumnValues, RowBlock } from '../../contract/rows/index.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

const KINDS = ['text', 'instant', 'day', 'boolean'] as const satisfies ColumnValues['kind'][]
/** Rows (u32) and columns (u32). */
const HEADER = 8
/** Kind (u32) and bytes of the values (u32). */
const COLUMN_HEADER = 8

export async function encodeBlock(block: RowBlock): Promise<Buffer> {
  return await compress(layOut(block), {
    params: {
      [constants.ZSTD_c_compressionLevel]: 1,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  })
}

/** @throws when the bytes are not what `encodeBlock` made. */
export async function decodeBlock(bytes: Uint8Array): Promise<RowBlock> {
  return readBlock(await decompress(bytes))
}

function layOut(block: RowBlock): Buffer {
  const pieces: Uint8Array[] = [u32(block.rows, block.columns.length)]
  for (const column of block.columns) {
    const values = valueBytes(column)
    pieces.push(u32(KINDS.indexOf(column.kind), values.length), column.nulls)
    if (column.kind === 'text') pieces.push(bytesOf(lengthsOf(column.ends)))
    pieces.push(values)
  }
  return Buffer.concat(pieces)
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

function readBlock(raw: Buffer): RowBlock {
  const rows = raw.readUInt32LE(0)
  const count = raw.readUInt32LE(4)
  let at = HEADER
  /** A copy of its own, since typed arrays need aligned memory. */
  const next = (length: number): Uint8Array<ArrayBuffer> => {
    if (at + length > raw.length) throw new Error('A staged row block is shorter than it says')
    const piece = Uint8Array.from(raw.subarray(at, at + length))
    at += length
    return piece
  }
  const columns: ColumnValues[] = []
  for (let i = 0; i < count; i += 1) {
    const kind = KINDS[raw.readUInt32LE(at)]
    const length = raw.readUInt32LE(at + 4)
    at += COLUMN_HEADER
    const nulls = next(rows)
    if (kind === 'text') {
      const ends = endsOf(new Uint32Array(next(rows * 4).buffer))
      columns.push({ kind, nulls, ends, bytes: next(length) })
    } else if (kind === 'boolean') {
      columns.push({ kind, nulls, values: next(length) })
    } else if (kind !== undefined) {
      columns.push({ kind, nulls, values: new Float64Array(next(length).buffer) })
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

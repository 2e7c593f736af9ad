/**
 * The peers' input: a table in a form that every language reads with a few lines, at next to no
 * cost. Numbers are little-endian, texts are a length in bytes (i32, -1 for NULL) and UTF-8.
 *
 *     head: columns (u32), then for each: kind (u8, 't' or 'd'), heading (text),
 *           width in letters (u32), width in a PDF in points (f64)
 *     row:  bytes that follow (u32), then for each column a text, or for 'd' milliseconds since
 *           1970 (f64, NaN for NULL)
 */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { Table } from './table.ts'

/** Width of an A4 page across, less its margins, in points. */
const PAGE_WIDTH = 841.89 - 2 * 36
/** A date-time in type of 8 points, with its padding. */
const DATE_TIME_POINTS = 76
const CHUNK = 1024 * 1024

/** `sampled` are the widths of the cells in letters, as staged rows have them. */
export async function writeRowFile(
  path: string,
  table: Table,
  sampled: readonly number[],
): Promise<void> {
  const widths = table.columns.map(({ heading }, i) => Math.max(heading.length, sampled[i] ?? 0))
  await pipeline(Readable.from(chunksOf(table, widths)), createWriteStream(path))
}

function* chunksOf(table: Table, widths: readonly number[]): Generator<Buffer> {
  let pieces = headOf(table.columns, widths)
  let bytes = 0
  for (let row = 0; row < table.rows; row += 1) {
    const cells = table.rowAt(row).flatMap((cell, i) => encode(cell, table.columns[i]))
    const length = cells.reduce((sum, piece) => sum + piece.length, 0)
    pieces.push(u32(length), ...cells)
    bytes += length
    if (bytes >= CHUNK) {
      yield Buffer.concat(pieces)
      pieces = []
      bytes = 0
    }
  }
  yield Buffer.concat(pieces)
}

function headOf(columns: readonly ExportColumn[], widths: readonly number[]): Buffer[] {
  const points = pointsOf(columns, widths)
  return [
    u32(columns.length),
    ...columns.flatMap((column, i) => [
      Buffer.from(isDateTime(column) ? 'd' : 't'),
      ...text(column.heading),
      u32(widths[i] ?? 0),
      f64(points[i] ?? 0),
    ]),
  ]
}

/** Dates get what they need; other columns share the rest by the roots of their widths. */
function pointsOf(columns: readonly ExportColumn[], widths: readonly number[]): number[] {
  const roots = columns.map((column, i) => (isDateTime(column) ? 0 : Math.sqrt(widths[i] ?? 1)))
  const dates = columns.filter(isDateTime).length
  const sum = roots.reduce((total, root) => total + root, 0)
  const share = (PAGE_WIDTH - dates * DATE_TIME_POINTS) / sum
  return roots.map((root) => (root === 0 ? DATE_TIME_POINTS : root * share))
}

export function isDateTime({ type }: Pick<ExportColumn, 'type'>): boolean {
  return type === ColumnType.DATE_TIME
}

function encode(cell: Cell, column: ExportColumn | undefined): Buffer[] {
  if (column && isDateTime(column)) return [f64(cell === null ? Number.NaN : Number(cell))]
  return text(cell === null ? null : String(cell))
}

function text(value: string | null): Buffer[] {
  const bytes = Buffer.from(value ?? '', 'utf8')
  const length = Buffer.alloc(4)
  length.writeInt32LE(value === null ? -1 : bytes.length)
  return [length, bytes]
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function f64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

/** Reads the row file that `bench/data/rowFile.ts` describes. */
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'

export interface RowColumn {
  isDateTime: boolean
  heading: string
  /** Width in letters. */
  letters: number
  /** Width in a PDF, in points. */
  points: number
}

/** A text, milliseconds since 1970, or NULL. */
export type RowCell = string | number | null

export interface RowFile {
  columns: RowColumn[]
  /** Some thousand rows at a time. */
  batches: AsyncIterable<RowCell[][]>
}

const CHUNK = 1024 * 1024

export async function openRows(path: string): Promise<RowFile> {
  const reader = chunksOf(path)
  const first = await reader.next()
  if (first.done === true) throw new Error('The row file is empty')
  const { columns, at } = readHead(first.value)
  return { columns, batches: readBatches(columns, first.value.subarray(at), reader) }
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const stream: Readable = createReadStream(path, { highWaterMark: CHUNK })
  for await (const chunk of stream) if (chunk instanceof Buffer) yield chunk
}

function readHead(head: Buffer): { columns: RowColumn[]; at: number } {
  const columns: RowColumn[] = []
  let at = 4
  for (let i = head.readUInt32LE(0); i > 0; i -= 1) {
    const isDateTime = head.toString('latin1', at, at + 1) === 'd'
    const length = head.readInt32LE(at + 1)
    at += 5
    const heading = head.toString('utf8', at, at + length)
    at += length
    const [letters, points] = [head.readUInt32LE(at), head.readDoubleLE(at + 4)]
    columns.push({ isDateTime, heading, letters, points })
    at += 12
  }
  return { columns, at }
}

async function* readBatches(
  columns: readonly RowColumn[],
  start: Buffer,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<RowCell[][]> {
  let rest = start
  const wholeRows = (): RowCell[][] => {
    const rows: RowCell[][] = []
    let at = 0
    while (at + 4 <= rest.length) {
      const end = at + 4 + rest.readUInt32LE(at)
      if (end > rest.length) break
      rows.push(readRow(columns, rest, at + 4))
      at = end
    }
    rest = rest.subarray(at)
    return rows
  }
  yield wholeRows()
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    yield wholeRows()
  }
  if (rest.length > 0) throw new Error('The row file is too short')
}

function readRow(columns: readonly RowColumn[], bytes: Buffer, start: number): RowCell[] {
  let at = start
  return columns.map(({ isDateTime }) => {
    if (isDateTime) {
      const value = bytes.readDoubleLE(at)
      at += 8
      return Number.isNaN(value) ? null : value
    }
    const length = bytes.readInt32LE(at)
    at += 4
    if (length < 0) return null
    at += length
    return bytes.toString('utf8', at - length, at)
  })
}

/** Every row at once, as designs that hold all rows have them. */
export async function allRows(path: string): Promise<{ columns: RowColumn[]; rows: RowCell[][] }> {
  const { columns, batches } = await openRows(path)
  const rows: RowCell[][] = []
  for await (const batch of batches) for (const row of batch) rows.push(row)
  return { columns, rows }
}

/** Input and output, as every peer is given them. */
export function paths(): { input: string; output: string } {
  const [input, output] = process.argv.slice(2)
  if (input === undefined || output === undefined) throw new Error('Give a row file and an output')
  return { input, output }
}

/** `2026-11-25 19:05:09`, in UTC. */
export function shownTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
}

import { describe, expect, it } from '@jest/globals'
import { ColumnType, type ExportColumn } from '../../contract/index.ts'
import type { RowBlock } from '../../contract/rows/index.ts'
import { blockOf, documentOf, readPages, render } from '../../tests/support/pdf.ts'
import { createPdfFormat } from './index.ts'

const COLUMNS: ExportColumn[] = [
  { key: 'name', heading: 'Name', type: ColumnType.TEXT },
  { key: 'changed', heading: 'Changed', type: ColumnType.DATE_TIME },
]

function rowsFrom(start: number, count: number) {
  return Array.from({ length: count }, (_, i) => [`Scope of work ${start + i}`, (start + i) * 1e6])
}

describe('PDF format', () => {
  it('gives the same bytes for the same rows, whenever it is run', async () => {
    const first = await render(COLUMNS, rowsFrom(0, 200))
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const second = await render(COLUMNS, rowsFrom(0, 200))
    expect(second.bytes.equals(first.bytes)).toBe(true)
  })

  it('has an identifier of its own for each export and snapshot', async () => {
    const changes = [{}, {}, { exportId: 'e-2' }, { snapshotAt: 1 }, { title: 'Other' }]
    const files = await Promise.all(changes.map((change) => render(COLUMNS, [], change)))
    const [first, again, ...others] = files.map(({ bytes }) => identifierOf(bytes))
    expect(again).toBe(first)
    expect(new Set([first, ...others]).size).toBe(4)
  })

  it('gives other bytes for another snapshot', async () => {
    const first = await render(COLUMNS, rowsFrom(0, 2))
    const second = await render(COLUMNS, rowsFrom(0, 2), { snapshotAt: 1 })
    expect(second.bytes.equals(first.bytes)).toBe(false)
  })

  it('takes no more rows than its reader has asked for, and lets go of them when it stops', async () => {
    let taken = 0
    let closed = false
    const blocks = Array.from({ length: 20 }, (_, i) =>
      blockOf(COLUMNS, rowsFrom(i * 2_000, 2_000)),
    )
    async function* source(): AsyncGenerator<RowBlock> {
      try {
        for (const block of blocks) {
          taken += 1
          yield block
        }
      } finally {
        closed = true
      }
    }
    const document = documentOf(COLUMNS, blocks)
    for await (const chunk of createPdfFormat().render(document, source(), () => undefined)) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(taken).toBeLessThan(3)
    expect(closed).toBe(true)
  })

  it('passes on what went wrong while the rows were read', async () => {
    const block = blockOf(COLUMNS, rowsFrom(0, 10))
    async function* source(): AsyncGenerator<RowBlock> {
      yield block
      throw new Error('staged rows are gone')
    }
    const document = documentOf(COLUMNS, [block])
    const file = createPdfFormat().render(document, source(), () => undefined)
    await expect(drain(file)).rejects.toThrow('staged rows are gone')
  })

  it('lets other work run while it renders', async () => {
    let turns = 0
    let isDone = false
    const count = () => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const { bytes } = await render(COLUMNS, rowsFrom(0, 2_000))
    isDone = true
    const pages = await readPages(bytes)
    expect(turns).toBeGreaterThanOrEqual(pages.length - 1)
  })

  it('holds 100,000 rows unless told otherwise', () => {
    expect(createPdfFormat().maxRows).toBe(100_000)
    expect(createPdfFormat({ maxRows: 5 }).maxRows).toBe(5)
  })
})

/** The file's `/ID`, whose two parts are the same in a file that was never changed. */
function identifierOf(bytes: Buffer): string | undefined {
  return /\/ID \[<([0-9a-f]{32})> <\1>\]/.exec(bytes.toString('latin1'))?.[1]
}

/** Reads to the end; returns the number of bytes. */
async function drain(file: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const chunk of file) bytes += chunk.length
  return bytes
}

/** What every format must do, whatever its file looks like. Each format's test calls it. */
import { describe, expect, it } from '@jest/globals'
import { type Arbitrary, assert, asyncProperty } from 'fast-check'
import type { ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { Format, TableDocument, Warnings } from '../../formats/format.ts'
import { type AnyExport, anyExport, takenBy, upTo } from './anyTable.ts'
import { type MemoryCase, memoryContract } from './memoryContract.ts'
import { documentOf, renderTable, renderWhole, SAMPLE } from './renderWhole.ts'
import { slicedContract } from './slicedContract.ts'

/** A value as a reader found it: its kind tells too, where the file type has kinds. */
export type ReadCell = string | number | boolean | null

/** A table as a reader found it in a file; the rows of all sheets, one after the other. */
export interface ReadTable {
  headings: ReadCell[]
  rows: ReadCell[][]
}

/** A program that had no part in writing the file. */
export interface TableReader {
  name: string
  read(file: Buffer, document: TableDocument): ReadTable | Promise<ReadTable>
  /** What the reader must give for a cell that was put in. The rules of the file type are here. */
  shown(cell: Cell, column: Pick<ExportColumn, 'type'>, document: TableDocument): ReadCell
}

export interface FormatCase {
  format: Format
  readers: TableReader[]
  /** The tables to try, as far as the format takes them. Default: any. */
  exports?: Arbitrary<AnyExport>
  /** Tables tried with each reader and for each promise. Default 15. */
  runs?: number
  /** What must be counted for a table. Default: nothing. */
  warnings?: (table: AnyExport['table']) => Warnings
  /** Faults in a file's inner structure, each a sentence. Default: not looked at. */
  faults?: (file: Buffer) => string[]
  memory?: MemoryCase
}

export function formatContract(title: string, formatCase: FormatCase): void {
  const { format, readers, runs = 15 } = formatCase
  const exports = takenBy(format, formatCase.exports ?? anyExport())
  const { warnings: warningsOf = () => ({}), faults, memory } = formatCase

  describe(`${title} as a format`, () => {
    for (const reader of readers) readingContract(format, reader, { exports, runs })

    it('counts what it could not show as it is, and nothing else', async () => {
      await assert(
        asyncProperty(exports, async ({ table, settings }) => {
          const { warnings } = await renderTable(format, table, settings)
          expect(warnings).toEqual(warningsOf(table))
        }),
        upTo(runs),
      )
    })

    it('gives the same bytes for the same rows', async () => {
      await assert(
        asyncProperty(exports, async ({ table, settings }) => {
          const first = await renderTable(format, table, settings)
          const second = await renderTable(format, table, settings)
          expect(first.file.equals(second.file)).toBe(true)
        }),
        upTo(runs),
      )
    })

    if (faults) {
      it('is sound inside, whatever the table', async () => {
        await assert(
          asyncProperty(exports, async ({ table, settings }) => {
            expect(faults((await renderTable(format, table, settings)).file)).toEqual([])
          }),
          upTo(runs),
        )
      })
    }
    if (format.kind === 'sliced') slicedContract(format, exports, runs)
    if (memory) memoryContract(format.fileType, memory)
  })
}

/** What holds for a format and one reader of it. */
export function readingContract(
  format: Format,
  reader: TableReader,
  { exports, runs }: { exports: Arbitrary<AnyExport>; runs: number },
): void {
  it(`is read by ${reader.name} with every value that was put in`, async () => {
    await assert(
      asyncProperty(exports, async ({ table, settings }) => {
        const { document, blocks } = documentOf(table, settings)
        const { file } = await renderWhole(format, document, blocks)
        expect(await reader.read(file, document)).toEqual(shownTable(reader, document, table.rows))
      }),
      upTo(runs),
    )
  })

  it(`is read by ${reader.name} with headings alone when there are no rows`, async () => {
    const { document } = documentOf({ ...SAMPLE, rows: [], blockRows: [] })
    const { file } = await renderWhole(format, document, [])
    expect(await reader.read(file, document)).toEqual(shownTable(reader, document, []))
  })
}

function shownTable(reader: TableReader, document: TableDocument, rows: Cell[][]): ReadTable {
  const { columns } = document
  return {
    headings: columns.map(({ heading }) => reader.shown(heading, { type: 'text' }, document)),
    rows: rows.map((row) =>
      columns.map((column, i) => reader.shown(row[i] ?? null, column, document)),
    ),
  }
}

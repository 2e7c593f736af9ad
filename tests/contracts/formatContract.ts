/** What every format must do, whatever its file looks like. Each format's test calls it. */
import { describe, expect, it } from '@jest/globals'
import { assert, asyncProperty } from 'fast-check'
import type { ExportColumn } from '../../contract/index.ts'
import type { Cell } from '../../contract/rows/index.ts'
import type { Format, Fragment, TableDocument } from '../../formats/format.ts'
import { anyTable } from './anyTable.ts'
import {
  collect,
  documentOf,
  each,
  renderSlices,
  renderTable,
  renderWhole,
  type Table,
} from './renderWhole.ts'

/** A table as a reader found it in a file; the rows of all sheets, one after the other. */
export interface ReadTable {
  headings: (string | null)[]
  rows: (string | null)[][]
}

/** A program that had no part in writing the file. */
export interface TableReader {
  name: string
  read(file: Buffer, document: TableDocument): ReadTable
  /** What the reader must give for a cell that was put in. */
  shown(cell: Cell, column: Pick<ExportColumn, 'type'>, document: TableDocument): string | null
}

export interface FormatCase {
  format: Format
  readers: TableReader[]
  /** Settings of the documents that are read back. */
  settings?: Partial<TableDocument>
}

const SAMPLE: Table = {
  columns: [
    { key: 'name', heading: 'Name', type: 'text' },
    { key: 'budget', heading: 'Budget', type: 'money' },
    { key: 'updated', heading: 'Updated', type: 'date-time' },
  ],
  rows: Array.from({ length: 25 }, (_, i) => [`Row ${i}`, `${i}.50`, i * 1e11]),
  blockRows: [10, 10, 5],
}

async function* failing(): AsyncGenerator<Fragment> {
  yield* await Promise.reject<Fragment[]>(new Error('The source broke'))
}

export function formatContract(
  title: string,
  { format, readers, settings = {} }: FormatCase,
): void {
  describe(`${title} as a format`, () => {
    it.each(readers)('is read by $name with every value that was put in', async (reader) => {
      await assert(
        asyncProperty(anyTable, async (table) => {
          const { document, blocks } = documentOf(table, settings)
          const { file } = await renderWhole(format, document, blocks)
          const shown = (cell: Cell, column: Pick<ExportColumn, 'type'>) =>
            reader.shown(cell, column, document)
          expect(reader.read(file, document)).toEqual({
            headings: table.columns.map(({ heading }) => shown(heading, { type: 'text' })),
            rows: table.rows.map((row) =>
              table.columns.map((column, i) => shown(row[i] ?? null, column)),
            ),
          })
        }),
        { numRuns: 25 },
      )
    })

    it.each(readers)(
      'is read by $name with headings alone when there are no rows',
      async (reader) => {
        const { document } = documentOf({ ...SAMPLE, rows: [], blockRows: [] }, settings)
        const { file } = await renderWhole(format, document, [])
        expect(reader.read(file, document)).toEqual({
          headings: ['Name', 'Budget', 'Updated'],
          rows: [],
        })
      },
    )

    it('gives the same bytes for the same rows', async () => {
      const [first, second] = [
        await renderTable(format, SAMPLE, settings),
        await renderTable(format, SAMPLE, settings),
      ]
      expect(first.file.equals(second.file)).toBe(true)
    })

    if (format.kind === 'sliced') {
      it('gives the same bytes whatever the order in which its slices are rendered', async () => {
        const { document, blocks } = documentOf(SAMPLE, settings)
        const [planned, reverse] = (['planned', 'reverse'] as const).map((order) =>
          collect(format.join(document, each(renderSlices(format, document, blocks, order)))),
        )
        expect(await reverse).toEqual(await planned)
      })

      it('stops its source when the reader of the file stops', async () => {
        const { document, blocks } = documentOf(SAMPLE, settings)
        const fragments = renderSlices(format, document, blocks)
        let isStopped = false
        async function* source() {
          try {
            yield* fragments
          } finally {
            isStopped = true
          }
        }
        const [first] = fragments
        for await (const bytes of format.join(document, source())) {
          if (bytes === first?.bytes) break
        }
        expect(isStopped).toBe(true)
      })

      it('fails as its source fails', async () => {
        const { document } = documentOf(SAMPLE, settings)
        await expect(collect(format.join(document, failing()))).rejects.toThrow('source broke')
      })

      it('plans every row of every block once and in order', () => {
        const { document } = documentOf(SAMPLE, settings)
        const planned = format
          .plan(document)
          .flatMap(({ block, from, to }) =>
            Array.from({ length: to - from }, (_, i) => [block, from + i]),
          )
        expect(planned).toEqual(
          document.blockRows.flatMap((rows, block) =>
            Array.from({ length: rows }, (_, row) => [block, row]),
          ),
        )
      })
    }
  })
}

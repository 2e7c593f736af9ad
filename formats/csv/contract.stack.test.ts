/** CSV files as PostgreSQL's own COPY reads them, which tells NULL from the empty string. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { constantFrom, record } from 'fast-check'
import { Client } from 'pg'
import { anyText } from '../../tests/contracts/anyCells.ts'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { shownInCsv } from '../../tests/contracts/csvReaders.ts'
import { readingContract, type TableReader } from '../../tests/contracts/formatContract.ts'
import { renderTable } from '../../tests/contracts/renderWhole.ts'
import { freshDatabase } from '../../tests/support/stack.ts'
import type { TableDocument } from '../format.ts'
import { csvFormat } from './index.ts'

describe('a CSV file that PostgreSQL copies in', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let client: Client
  let directory: string

  beforeAll(async () => {
    database = await freshDatabase()
    client = new Client({ connectionString: database.url })
    await client.connect()
    directory = await mkdtemp(join(tmpdir(), 'connexus-exports-'))
    // The server may run as another user.
    await chmod(directory, 0o755)
  })
  afterAll(async () => {
    await client.end()
    await database.dispose()
    await rm(directory, { recursive: true })
  })

  /** Fills the table "copied" with texts. */
  async function copyIn(
    file: Buffer,
    { columns, options }: Pick<TableDocument, 'columns' | 'options'>,
  ) {
    const path = join(directory, 'file.csv')
    await writeFile(path, file, { mode: 0o644 })
    const names = columns.map((_, i) => `c${i}`)
    const delimiter = client.escapeLiteral(options.csv?.delimiter ?? ',')
    await client.query('DROP TABLE IF EXISTS copied')
    await client.query(
      `CREATE TABLE copied (n bigserial, ${names.map((name) => `${name} text`).join(', ')})`,
    )
    await client.query(
      `COPY copied (${names.join(', ')}) FROM ${client.escapeLiteral(path)}
       (FORMAT csv, HEADER true, DELIMITER ${delimiter}, ENCODING 'UTF8')`,
    )
    return names
  }

  const copy: TableReader = {
    name: "PostgreSQL's COPY",
    shown: shownInCsv,
    async read(file, document) {
      const names = await copyIn(file, document)
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${names.join(', ')} FROM copied ORDER BY n`,
        rowMode: 'array',
      })
      // COPY passes over the header line.
      const shown = document.columns.map(({ heading }) =>
        shownInCsv(heading, { type: 'text' }, document),
      )
      return { headings: shown, rows }
    },
  }
  readingContract(csvFormat, copy, {
    // PostgreSQL can't hold U+0000, so that no row comes with it; messages refuse it in headings.
    exports: anyExport({
      text: anyText.map((text) => text.replaceAll('\0', '')),
      options: record({
        csv: record({ delimiter: constantFrom(',', ';', '\t') }, { requiredKeys: [] }),
      }),
    }).map(({ table, settings }) => {
      const columns = table.columns.map((column) => ({
        ...column,
        heading: column.heading.replaceAll('\0', ''),
      }))
      return { table: { ...table, columns }, settings }
    }),
    runs: 40,
  })

  it('tells NULL, the empty string, a space and the word NULL apart', async () => {
    const columns = [{ key: 'name', heading: 'Name', type: 'text' as const }]
    const { file } = await renderTable(csvFormat, {
      columns,
      rows: [[null], [''], [' '], ['NULL']],
    })
    await copyIn(file, { columns, options: {} })
    const { rows } = await client.query(
      `SELECT count(*) FILTER (WHERE c0 IS NULL)::int AS "null",
              count(*) FILTER (WHERE c0 = '')::int AS "empty",
              count(*) FILTER (WHERE c0 = ' ')::int AS "space",
              count(*) FILTER (WHERE c0 = 'NULL')::int AS "word"
         FROM copied`,
    )
    expect(rows).toEqual([{ null: 1, empty: 1, space: 1, word: 1 }])
  })
})

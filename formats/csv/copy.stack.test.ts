/** What PostgreSQL's COPY makes of the files: the one reader that tells NULL from the empty string. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Client } from 'pg'
import type { Cell } from '../../contract/rows/index.ts'
import { renderTable, type Table } from '../../tests/contracts/renderWhole.ts'
import { freshDatabase } from '../../tests/support/stack.ts'
import { csvFormat } from './index.ts'

describe('CSV in PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let client: Client
  const directory = mkdtempSync(join(tmpdir(), 'connexus-copy-'))

  beforeAll(async () => {
    database = await freshDatabase()
    client = new Client({ connectionString: database.url })
    await client.connect()
    // The server reads the file as a user of its own.
    chmodSync(directory, 0o755)
  })
  afterAll(async () => {
    rmSync(directory, { recursive: true })
    await client.end()
    await database.dispose()
  })

  /** The table's rows as COPY reads them, all columns as text. */
  async function copied(name: string, table: Table): Promise<Cell[][]> {
    const { file } = await renderTable(csvFormat, table)
    const path = join(directory, name)
    writeFileSync(path, file)
    const columns = table.columns.map(({ key }) => `"${key}" text`).join(', ')
    await client.query(`CREATE TABLE "${name}" (position serial, ${columns})`)
    const keys = table.columns.map(({ key }) => `"${key}"`).join(', ')
    await client.query(
      `COPY "${name}" (${keys}) FROM ${client.escapeLiteral(path)} (FORMAT csv, HEADER true)`,
    )
    const { rows } = await client.query<Cell[]>({
      text: `SELECT ${keys} FROM "${name}" ORDER BY position`,
      rowMode: 'array',
    })
    return rows
  }

  const values = [null, '', ' ', 'NULL', String.raw`\.`, 'Acme\rEast', 'a\r\n"b"', null]

  it('gives back every value of a column that is alone, NULL as well', async () => {
    const rows = values.map((value) => [value])
    const columns = [{ key: 'value', heading: 'Value', type: 'text' as const }]
    expect(await copied('one', { columns, rows })).toEqual(rows)
  })

  it('gives back every value of a column among others', async () => {
    const rows = values.map((value, i) => [String(i), value, `${i}.50`])
    const columns = ['before', 'value', 'behind'].map((key) => ({
      key,
      heading: key,
      type: 'text' as const,
    }))
    expect(await copied('three', { columns, rows })).toEqual(rows)
  })
})

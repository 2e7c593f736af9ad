/** The checks of files find what is missing or wrong, whoever wrote the file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createFormats, type Format } from '../../formats/index.ts'
import { renderTable } from '../../tests/contracts/renderWhole.ts'
import { scopesOfWork, type Table } from '../data/table.ts'
import { pdfCheck } from './pdfCheck.ts'
import { rowsCheck, tableCheck } from './tableCheck.ts'

const TABLE = scopesOfWork(120, 'european')
const formats = createFormats()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connexus-checks-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The table without its last row, and with another text in its first. */
const SHORT: Table = { ...TABLE, rows: TABLE.rows - 1 }
const CHANGED: Table = {
  ...TABLE,
  rowAt: (row) => TABLE.rowAt(row).map((cell, i) => (row === 0 && i === 1 ? 'Another' : cell)),
}

async function fileOf(format: Format, table: Table): Promise<string> {
  const rows = Array.from({ length: table.rows }, (_, row) => table.rowAt(row))
  const { file } = await renderTable(format, { columns: table.columns, rows })
  const path = join(folder, `file.${format.extension}`)
  await writeFile(path, file)
  return path
}

describe.each([
  ['CSV', formats.CSV, tableCheck('csv', TABLE)],
  ['XLSX', formats.XLSX, tableCheck('xlsx', TABLE)],
  ['PDF', formats.PDF, pdfCheck(TABLE)],
] as const)('the check of %s', (_, format, check) => {
  it('accepts a file with every row and cell', async () => {
    await expect(check(await fileOf(format, TABLE))).resolves.toBeUndefined()
  })

  it('refuses a file that lacks a row', async () => {
    await expect(check(await fileOf(format, SHORT))).rejects.toThrow(
      /119 of 120 rows|238 date-times/,
    )
  })

  it('refuses a file in which a cell is another one', async () => {
    await expect(check(await fileOf(format, CHANGED))).rejects.toThrow(
      /other cells|\d more "." than the table/,
    )
  })
})

it('says in one line why a file can not be read', async () => {
  const path = join(folder, 'no.xlsx')
  await writeFile(path, 'no archive')
  await expect(rowsCheck('xlsx', 1)(path)).rejects.toThrow(
    /^Python can't read it: zipfile\.BadZipFile: .*$/,
  )
})

it.each([
  ['csv', formats.CSV],
  ['xlsx', formats.XLSX],
] as const)(
  'counts the rows of %s below the header, line breaks in cells aside',
  async (kind, format) => {
    const file = await fileOf(format, TABLE)
    await expect(rowsCheck(kind, 120)(file)).resolves.toBeUndefined()
    await expect(rowsCheck(kind, 121)(file)).rejects.toThrow('The file has 120 of 121 rows')
  },
)

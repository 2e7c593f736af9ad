/** The published files, read by programs that did not write them, against plain SQL, cell by cell. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { Child } from '../../stack/child.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import { pythonReads } from '../contracts/python.ts'
import { xmlSheets } from '../contracts/xlsxReaders.ts'
import { readTaggedTable, visibleSigns } from '../support/pdf.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'

const HEADINGS = [
  'Services',
  'Scope Of Work Name',
  'Uploaded By',
  'Uploaded Date',
  'Updated By',
  'Updated Date',
  'Status',
]

/** What the export must hold, in its order; instants as text in the time zone. */
const EXPECTED = `
  SELECT v."servicesName", s."scopeName", c."fullName",
         to_char(s."createdAt" AT TIME ZONE $1, 'YYYY-MM-DD HH24:MI:SS'),
         m."fullName",
         to_char(s."updatedAt" AT TIME ZONE $1, 'YYYY-MM-DD HH24:MI:SS'),
         CASE s."scopeOfWorkStatus" WHEN 'DRAFT' THEN 'Draft' WHEN 'ACTIVE' THEN 'Active'
           WHEN 'ARCHIVED' THEN 'Archived' ELSE 'Pending approval' END
    FROM "ScopeOfWork" s
    LEFT JOIN "Services" v ON v."id" = s."serviceId"
    LEFT JOIN "Users" c ON c."id" = s."createdById"
    LEFT JOIN "Users" m ON m."id" = s."modifiedById"
   WHERE s."deletedAt" IS NULL
     AND ($2::uuid IS NULL
          OR s."clientId" IN (SELECT "clientId" FROM "UserClient" WHERE "userId" = $2))
   ORDER BY s."updatedAt" DESC, s."id"`

type Row = (string | null)[]

describe('the published file', () => {
  let pipeline: Pipeline
  let worker: Child

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 1_500 })
    await pipeline.start('bridge')
    worker = await pipeline.start('worker')
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  async function expectedRows(timeZone = 'UTC', staffId: string | null = null): Promise<Row[]> {
    const { rows } = await pipeline.sql.query<Row>({
      text: EXPECTED,
      values: [timeZone, staffId],
      rowMode: 'array',
    })
    return rows
  }

  async function published(fileType: string, data = {}, userId?: string) {
    const exportId = await pipeline.insertJob({ fileType, ...(userId ? { userId } : {}) })
    await pipeline.send(exportId, data)
    const record = await pipeline.untilOver(exportId)
    expect(record).toMatchObject({ status: 'COMPLETED' })
    return { file: await pipeline.file(exportId), record }
  }

  it('CSV: every cell as SQL gives it', async () => {
    const options = { csv: { formulaGuard: false } }
    const { file, record } = await published('CSV', { options })
    const [headings, ...rows] = parse(file, { bom: true })
    const expected = await expectedRows()
    expect(headings).toEqual(HEADINGS)
    expectSameRows(
      rows,
      expected.map((row) => row.map((cell) => cell ?? '')),
    )
    expect(record['rowCount']).toBe(String(expected.length))
  })

  it('CSV: text that a spreadsheet would run is disarmed, and nothing else is', async () => {
    const { file } = await published('CSV')
    const rows = parse(file, { bom: true, from: 2 })
    const isFormula = /^ *[\t\r\n=+\-@＝＋－＠]/
    const isInner = /([;\t\r\n][ "\t]*)([=@＝＠]|[+\-＋－](?![ \t\r\n]|$))/g
    const guarded = (cell: string) =>
      (isFormula.test(cell) ? "'" : '') + cell.replaceAll(isInner, "$1'$2")
    const expected = await expectedRows()
    expectSameRows(
      rows,
      expected.map((row) => row.map((cell) => guarded(cell ?? ''))),
    )
    expect(rows.flat().some((cell) => cell.startsWith("'="))).toBe(true)
  })

  it('XLSX: every cell as SQL gives it, dates as real dates', async () => {
    const { file, record } = await published('XLSX')
    let cut = 0
    const inExcel = (cell: string) => {
      if (cell.length <= 32_767) return legalInXml(cell)
      cut += 1
      return `${legalInXml(cell.slice(0, 32_766))}…`
    }
    const [sheet, ...others] = xmlSheets(file)
    const grid = Object.values(sheet?.rows ?? {}).map((cells) => {
      const byColumn = new Map(
        Object.entries(cells).map(([reference, cell]) => [reference.replace(/\d+/, ''), cell]),
      )
      return ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((column) => byColumn.get(column))
    })
    const [headings, ...rows] = grid
    expect(others).toEqual([])
    expect(sheet?.name).toBe('Scopes of work')
    expect(headings?.map((cell) => cell?.value)).toEqual(HEADINGS)
    expectSameRows(
      rows.map((row) =>
        row.map((cell) =>
          cell?.type === 'n' ? dateOf(Number(cell.value)) : (cell?.value ?? null),
        ),
      ),
      (await expectedRows()).map((row) => row.map((cell) => cell && inExcel(cell))),
    )
    expect(cut).toBeGreaterThan(0)
    expect(record['warnings']).toEqual({ cellsCut: cut })
  })

  it('PDF: every cell as SQL gives it, signs without a glyph visible and counted', async () => {
    const { file, record } = await published('PDF')
    const { rows } = await readTaggedTable(file)
    const expected = (await expectedRows()).map((row) =>
      row.map((cell, column) =>
        // PDF shows date-times to the minute.
        Array.from(
          visibleSigns(column === 3 || column === 5 ? (cell ?? '').slice(0, 16) : (cell ?? '')),
        ),
      ),
    )
    let missing = 0
    const shown = rows.map((row, at) =>
      row.map((cell, column) => {
        const wanted = expected[at]?.[column] ?? []
        return Array.from(visibleSigns(cell)).map((sign, i) => {
          if (sign !== '\uFFFD' || wanted[i] === '\uFFFD') return sign
          missing += 1
          return wanted[i]
        })
      }),
    )
    expectSameRows(shown, expected)
    expect(missing).toBeGreaterThan(0)
    expect(record['warnings']).toMatchObject({ missingGlyphs: expect.any(Number) })
  }, 120_000)

  it('holds what a staff user may see alone, in that user’s time zone', async () => {
    const staffId = sampleUsers.DEMO_STAFF_ID
    const options = { csv: { formulaGuard: false } }
    const { file } = await published('CSV', { options }, staffId)
    const rows = parse(file, { bom: true, from: 2 })
    const expected = await expectedRows('America/New_York', staffId)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(pipeline.visibleRows)
    expectSameRows(
      rows,
      expected.map((row) => row.map((cell) => cell ?? '')),
    )
  })

  it('is one file alone in an archive when that is asked for', async () => {
    const { file, record } = await published('CSV', { compress: 'ZIP' })
    expect(record).toMatchObject({ mediaType: 'application/zip' })
    expect(record['fileName']).toMatch(/^SOW-.*\.zip$/)
    const names = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
print(json.dumps([archive.testzip(), archive.namelist(), archive.read(archive.namelist()[0]).count(b'\\r\\n')]))
`
    const inner = String(record['fileName']).replace(/zip$/, 'csv')
    expect(pythonReads(names, file)).toEqual([null, [inner], expect.any(Number)])
  })

  it('is in an archive by itself when it is a large CSV, unless that is not wanted', async () => {
    await worker.stop()
    worker = await pipeline.start('worker', { EXPORT_ZIP_CSV_BYTES: '10000' })
    const large = await published('CSV')
    expect(large.record).toMatchObject({ mediaType: 'application/zip' })
    const plain = await published('CSV', { compress: 'NONE' })
    expect(plain.record).toMatchObject({ mediaType: 'text/csv; charset=utf-8' })
    const read = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
print(json.dumps(archive.read(archive.namelist()[0]).decode()))
`
    expect(pythonReads(read, large.file)).toBe(plain.file.toString())
    const small = await published('CSV', { filters: { search: 'no such scope of work' } })
    expect(small.record).toMatchObject({ mediaType: 'text/csv; charset=utf-8', rowCount: '0' })
  })
})

/** Compares row by row: a comparison of the whole would take minutes to print. */
function expectSameRows(actual: unknown[][], expected: unknown[][]): void {
  expect(actual).toHaveLength(expected.length)
  const at = expected.findIndex((row, i) => !isDeepStrictEqual(row, actual[i]))
  expect({ at, row: actual[at] }).toEqual({ at, row: expected[at] })
}

/** Excel's serial as PostgreSQL writes the date-time. */
function dateOf(serial: number): string {
  const instant = Math.round((serial - 25_569) * 86_400) * 1_000
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ')
}

/** Characters that XML 1.0 can't hold are shown as U+FFFD. */
function legalInXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}

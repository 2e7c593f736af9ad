/**
 * From PostgreSQL's values to files, column type by column type: what readers find in a file is what
 * PostgreSQL says of the value itself, whatever the zones of worker and requester.
 */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Client } from 'pg'
import { number, object, record, string } from 'zod'
import { environment } from '../../config/environment.ts'
import { pythonRecords } from '../contracts/csvReaders.ts'
import { type XmlCell, xmlSheets } from '../contracts/xlsxReaders.ts'
import { sha256 } from '../support/digest.ts'
import { readTaggedTable, visibleSigns } from '../support/pdf.ts'
import { freshDatabase } from '../support/stack.ts'
import { COLUMNS, createTypedTable } from '../support/typedTable.ts'

const WORKER_ZONES = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles']
const REQUESTER_ZONES = ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati']
const FILE = object({
  file: string().transform((base64) => Buffer.from(base64, 'base64')),
  warnings: record(string(), number()),
})
const FILE_TYPES = ['CSV', 'XLSX', 'PDF'] as const
/** By requester's zone. */
const FILES = record(string(), object({ CSV: FILE, XLSX: FILE, PDF: FILE }))

/** Texts that a spreadsheet would run begin with an apostrophe in CSV. */
const DISARMED = `CASE WHEN note ~ '^[-+@=]' THEN '''' || note ELSE note END`
/** Less than a second is dropped. */
const SECOND = `date_trunc('second', at AT TIME ZONE $1)`
const MINUTE = `regexp_replace(date_trunc('minute', at AT TIME ZONE $1)::text, ':00( BC)?$', '\\1')`
/** Days from Excel's first; null where Excel has none for the day, which is text then. */
const SERIAL = `CASE WHEN due BETWEEN '1900-03-01' AND '9999-12-31' THEN due - '1899-12-30' END`
const SERIAL_SECONDS = `CASE WHEN ${SECOND} BETWEEN '1900-03-01' AND '9999-12-31 23:59:59'
  THEN extract(epoch FROM ${SECOND} - timestamp '1899-12-30')::int8 END`

let database: Awaited<ReturnType<typeof freshDatabase>>
let client: Client
let directory: string
/** Files of each worker. */
let workers: ReturnType<typeof FILES.parse>[]

beforeAll(async () => {
  database = await freshDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  await createTypedTable(client)
  directory = await mkdtemp(join(tmpdir(), 'connexus-typed-'))
  // The server reads files as a user of its own.
  await chmod(directory, 0o755)
  workers = await Promise.all(WORKER_ZONES.map(filesOfWorkerIn))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
  await client.end()
  await database.dispose()
})

it.each(REQUESTER_ZONES)(
  'gives a requester in %s the same bytes from workers of all zones',
  (zone) => {
    for (const fileType of FILE_TYPES) {
      expect(new Set(workers.map((files) => sha256(fileOf(files, zone, fileType).file))).size).toBe(
        1,
      )
    }
  },
)

describe.each(REQUESTER_ZONES)('a file for a requester in %s', (zone) => {
  it('as CSV is what PostgreSQL prints of each value, NULL apart from the empty text', async () => {
    const { file, warnings } = fileOf(workers[0], zone, 'CSV')
    const said = await postgresSays(
      [DISARMED, 'count', 'rate', 'amount', 'due', SECOND, 'open', 'terms'],
      zone,
    )
    expect(await copied(file)).toEqual(said)
    const [headings, ...rows] = pythonRecords(file)
    expect(headings).toEqual(COLUMNS.map(({ heading }) => heading))
    expect(rows).toEqual(said.map((row) => row.map((value) => value ?? '')))
    expect(warnings).toEqual({})
  })

  it('as XLSX has numbers and days as numbers where Excel holds them exactly, else as text', async () => {
    const { file, warnings } = fileOf(workers[0], zone, 'XLSX')
    const said = await postgresSays(['due', SERIAL, SECOND, SERIAL_SECONDS], zone)
    const dues = columnOf(file, 'E')
    const instants = columnOf(file, 'F')
    said.forEach(([due = null, serial = null, second = null, seconds = null], i) => {
      expect(dues[i]).toEqual(cellOf(due, serial))
      const { type, value } = instants[i] ?? {}
      const shown = type === 'n' ? String(Math.round(Number(value) * 86_400)) : value
      expect(type && { type, value: shown }).toEqual(cellOf(second, seconds))
    })
    // Three of rates, one amount, two days and two instants.
    expect(warnings).toEqual({ valuesLeftOut: 8 })
  })

  it('as PDF is what PostgreSQL prints of each value, date-times to the minute', async () => {
    const { file, warnings } = fileOf(workers[0], zone, 'PDF')
    const open = `CASE open WHEN true THEN 'Yes' WHEN false THEN 'No' END`
    const said = await postgresSays(
      ['note', 'count', 'rate', 'amount', 'due', MINUTE, open, 'terms'],
      zone,
    )
    const { rows } = await readTaggedTable(file)
    expect(rows.map((row) => row.map(visibleSigns))).toEqual(
      said.map((row) => row.map((value) => visibleSigns(value ?? ''))),
    )
    expect(warnings).toEqual({})
  })
})

describe('the values themselves', () => {
  it('are disarmed texts and bare numbers in CSV', () => {
    const [, ...rows] = pythonRecords(fileOf(workers[1], 'UTC', 'CSV').file)
    expect(rows.slice(0, 10).map(([note]) => note)).toEqual([
      '00042',
      '1E5',
      '',
      '',
      ' ',
      'NULL',
      "'-5.00",
      "'+442079460123",
      "'@sum",
      `'=HYPERLINK("http://x/","y")`,
    ])
    const amounts = rows.slice(0, 5).map((row) => row[3])
    expect(amounts).toEqual(['-5.00', '0.10', '-0.02', '999999999999.99', 'NaN'])
  })

  it('keep all digits in XLSX: short numbers are numbers, long ones text', () => {
    const { file } = fileOf(workers[1], 'UTC', 'XLSX')
    expect(columnOf(file, 'B').slice(0, 6)).toEqual([
      { type: 'inlineStr', value: '712345678901234567' },
      { type: 'inlineStr', value: '9223372036854775807' },
      { type: 'inlineStr', value: '-9223372036854775808' },
      { type: 'n', value: '123456789012345' },
      { type: 'n', value: '-7' },
      undefined,
    ])
    expect(columnOf(file, 'C').slice(0, 8)).toEqual([
      { type: 'inlineStr', value: '123456789012345678901234567890' },
      { type: 'n', value: '0.1' },
      { type: 'n', value: '-5.00' },
      { type: 'n', value: '-0.02' },
      { type: 'n', value: '0.00000000000000000001' },
      { type: 'n', value: '0.0' },
      { type: 'n', value: '12.50' },
      undefined,
    ])
  })

  it('are in XLSX texts as they came, booleans, and no cell for NULL', () => {
    const { file } = fileOf(workers[1], 'UTC', 'XLSX')
    const notes = columnOf(file, 'A').slice(0, 10)
    expect(notes[2]).toBeUndefined()
    expect(notes.map((cell) => cell?.type)).toEqual(notes.map((cell) => cell && 'inlineStr'))
    expect(notes.map((cell) => cell?.value)).toEqual([
      '00042',
      '1E5',
      undefined,
      '',
      ' ',
      'NULL',
      '-5.00',
      '+442079460123',
      '@sum',
      '=HYPERLINK("http://x/","y")',
    ])
    expect(columnOf(file, 'G').slice(0, 3)).toEqual([
      { type: 'b', value: '1' },
      { type: 'b', value: '0' },
      undefined,
    ])
  })

  it('are days that no zone moves: 2026-07-14 is 46217', () => {
    for (const files of workers) {
      for (const zone of REQUESTER_ZONES) {
        expect(columnOf(fileOf(files, zone, 'XLSX').file, 'E').slice(0, 4)).toEqual([
          { type: 'n', value: '46217' },
          { type: 'inlineStr', value: '1899-12-31' },
          { type: 'inlineStr', value: '1900-02-28' },
          { type: 'n', value: '61' },
        ])
      }
    }
  })

  it('are JSON that parses to the same value; a JSON null is the word, SQL NULL an empty cell', () => {
    const values = [{ a: 1, b: [true, null] }, [], 'x', -5, null]
    const [, ...records] = pythonRecords(fileOf(workers[1], 'UTC', 'CSV').file)
    const cells = columnOf(fileOf(workers[1], 'UTC', 'XLSX').file, 'H')
    values.forEach((value, i) => {
      expect(JSON.parse(records[i]?.at(-1) ?? '')).toEqual(value)
      expect(JSON.parse(cells[i]?.value ?? '')).toEqual(value)
      expect(cells[i]?.type).toBe('inlineStr')
    })
    expect(records[values.length]?.at(-1)).toBe('')
    expect(cells[values.length]).toBeUndefined()
    expect(cells[values.length + 1]?.value).toBe('{"n": 123456789012345678901234567890.10}')
  })
})

/** Files of a worker whose own zone is `workerZone`, for requesters in each zone. */
async function filesOfWorkerIn(workerZone: string) {
  const program = fileURLToPath(new URL('../support/typedTableProbe.ts', import.meta.url))
  const args = [program, database.url, ...REQUESTER_ZONES]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...environment, TZ: workerZone },
    maxBuffer: 1024 ** 3,
  })
  return FILES.parse(JSON.parse(stdout))
}

function fileOf(
  files: ReturnType<typeof FILES.parse> | undefined,
  zone: string,
  fileType: (typeof FILE_TYPES)[number],
) {
  const found = files?.[zone]?.[fileType]
  if (!found) throw new Error(`There is no ${fileType} for ${zone}`)
  return found
}

/** What PostgreSQL prints of each expression, row by row; `$1` is the zone. */
async function postgresSays(expressions: string[], zone: string): Promise<(string | null)[][]> {
  const texts = expressions.map((expression) => `(${expression})::text`).join(', ')
  const { rows } = await client.query<(string | null)[]>({
    // The zone has to be used, or its type is not known.
    text: `SELECT ${texts} FROM typed WHERE $1::text IS NOT NULL ORDER BY n`,
    values: [zone],
    rowMode: 'array',
  })
  return rows
}

/** The file's rows as COPY reads them into columns of text. */
async function copied(file: Buffer): Promise<(string | null)[][]> {
  const path = join(directory, 'typed.csv')
  await writeFile(path, file, { mode: 0o644 })
  const keys = COLUMNS.map(({ key }) => key)
  await client.query('DROP TABLE IF EXISTS copied')
  await client.query(
    `CREATE TABLE copied (${keys.map((key) => `${key} text`).join(', ')}, position serial)`,
  )
  await client.query(
    `COPY copied (${keys.join(', ')}) FROM ${client.escapeLiteral(path)} (FORMAT csv, HEADER true)`,
  )
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${keys.join(', ')} FROM copied ORDER BY position`,
    rowMode: 'array',
  })
  return rows
}

/** Cells of a column below its heading, without their styles. */
function columnOf(file: Buffer, column: string): (Omit<XmlCell, 'style'> | undefined)[] {
  const [, ...rows] = Object.entries(xmlSheets(file)[0]?.rows ?? {})
  return rows.map(([row, cells]) => {
    const { type, value } = cells[`${column}${row}`] ?? {}
    return type === undefined || value === undefined ? undefined : { type, value }
  })
}

/** A number where there is one, else text; no cell for NULL and for what is infinite. */
function cellOf(text: string | null, asNumber: string | null) {
  if (text === null || /^-?infinity$/.test(text)) return undefined
  return asNumber === null ? { type: 'inlineStr', value: text } : { type: 'n', value: asNumber }
}

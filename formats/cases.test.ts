/** Faults that people met in other export systems, whatever the file type. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { array, object, record, string } from 'zod'
import { environment } from '../config/environment.ts'
import type { FileType } from '../contract/index.ts'
import { pythonRecords } from '../tests/contracts/csvReaders.ts'
import { pythonReads } from '../tests/contracts/python.ts'
import { renderTable, SAMPLE } from '../tests/contracts/renderWhole.ts'
import { xmlSheets } from '../tests/contracts/xlsxReaders.ts'
import { sha256 } from '../tests/support/digest.ts'
import { readPages } from '../tests/support/pdf.ts'
import { contentDisposition } from './contentDisposition.ts'
import { createFormats } from './index.ts'

const WORKER_ZONES = ['Asia/Shanghai', 'America/Los_Angeles', 'UTC']
const REQUESTER_ZONES = ['Pacific/Kiritimati', 'UTC']
const FILE = string().transform((base64) => Buffer.from(base64, 'base64'))
/** By requester's zone. */
const FILES = record(string(), object({ CSV: FILE, XLSX: FILE, PDF: FILE }))

describe('the day 2026-07-14', () => {
  /** Files of each pair of a worker's zone and a requester's. */
  let files: { requesterZone: string; file: Record<FileType, Buffer> }[]

  beforeAll(async () => {
    files = (await Promise.all(WORKER_ZONES.map(filesOfWorkerIn))).flat()
  })

  it('is in every file, whatever the zones of worker and requester', async () => {
    expect(files).toHaveLength(6)
    for (const { file } of files) {
      expect(pythonRecords(file.CSV)).toEqual([['Due'], ['2026-07-14']])
      expect(xmlSheets(file.XLSX)[0]?.rows['2']?.A2).toMatchObject({ type: 'n', value: '46217' })
      expect((await readPages(file.PDF))[0]?.text).toContain('Due 2026-07-14')
    }
  })

  it.each(['CSV', 'XLSX'] as const)('gives the same %s in all zones', (fileType) => {
    expect(new Set(files.map(({ file }) => sha256(file[fileType]))).size).toBe(1)
  })

  it('gives the same PDF in all zones of workers; the requester’s zone stands in its head', async () => {
    const byZone = Map.groupBy(files, ({ requesterZone }) => requesterZone)
    expect([...byZone.keys()]).toEqual(REQUESTER_ZONES)
    for (const [zone, ofZone] of byZone) {
      expect(new Set(ofZone.map(({ file }) => sha256(file.PDF))).size).toBe(1)
      expect((await readPages(ofZone[0]?.file.PDF ?? Buffer.of()))[0]?.text).toContain(`(${zone})`)
    }
  })
})

describe('JSON', () => {
  const texts = ['{"a":1,"b":[true,null]}', '[]', '"x"', 'null', '-5']
  const table = {
    columns: [
      { key: 'json', heading: 'JSON', type: 'json' as const },
      { key: 'n', heading: 'N', type: 'integer' as const },
    ],
    rows: [...texts, null].map((text) => [text, '1']),
  }

  it('parses to the same value in a CSV file, and NULL is an empty field', async () => {
    const { file } = await renderTable(createFormats().CSV, table)
    const [, ...rows] = pythonRecords(file)
    expect(rows.slice(0, texts.length).map(([text = '']): unknown => JSON.parse(text))).toEqual(
      texts.map((text): unknown => JSON.parse(text)),
    )
    expect(rows[texts.length]).toEqual(['', '1'])
  })

  it('parses to the same value in a workbook, and NULL is no cell', async () => {
    const { file } = await renderTable(createFormats().XLSX, table)
    const rows = Object.values(xmlSheets(file)[0]?.rows ?? {}).slice(1)
    const cells = rows.map((row, i) => row[`A${i + 2}`])
    expect(cells.map((cell) => cell?.value)).toEqual([...texts, undefined])
    expect(cells[0]?.type).toBe('inlineStr')
  })

  it('stands in a PDF as it is, and NULL is an empty cell', async () => {
    const { file } = await renderTable(createFormats().PDF, table)
    const [page] = await readPages(file)
    expect(page?.text).toContain('JSON N {"a":1,"b":[true,null]} 1 [] 1 "x" 1 null 1 -5 1 1 Page')
  })
})

describe('an export of nothing', () => {
  const nothing = { ...SAMPLE, rows: [], blockRows: [] }

  it('is one header line as CSV', async () => {
    const { file } = await renderTable(createFormats().CSV, nothing)
    expect(pythonRecords(file)).toEqual([['Name', 'Budget', 'Updated']])
  })

  it('is one sheet with one header row as XLSX', async () => {
    const { file } = await renderTable(createFormats().XLSX, nothing)
    const sheets = xmlSheets(file)
    expect(sheets).toHaveLength(1)
    expect(Object.keys(sheets[0]?.rows ?? {})).toEqual(['1'])
    expect(sheets[0]).toMatchObject({ dimension: 'A1:C1', frozen: '1' })
  })

  it('is one page as PDF, with the header and a line that says so', async () => {
    const pages = await readPages((await renderTable(createFormats().PDF, nothing)).file)
    expect(pages).toHaveLength(1)
    expect(pages[0]?.text).toContain('Name Budget Updated No rows match this export.')
  })
})

describe('a file name in the header of a download', () => {
  /** Every parameter as Python's mail parser finds it, values of RFC 8187 decoded. */
  const PARAMETERS = `
import json, sys
from email import message_from_bytes, utils
header = b'Content-Disposition: ' + open(sys.argv[1], 'rb').read()
message = message_from_bytes(header + b'\\n\\n')
assert message.keys() == ['Content-Disposition'], message.keys()
found = message.get_params(header='content-disposition')
print(json.dumps([[name, utils.collapse_rfc2231_value(value)] for name, value in found]))
`

  it.each([
    ['予算 2026.xlsx', '__ 2026.xlsx'],
    ['a";x="b', 'a_;x=_b'],
    ['a\r\nX-Injected: 1', 'aX-Injected_ 1'],
    ["50% of O'Hara; (1)*.csv", "50_ of O'Hara; (1)_.csv"],
  ])('comes whole out of %j, with %j for old readers and nothing injected', (name, plain) => {
    const header = Buffer.from(contentDisposition(name), 'latin1')
    expect(array(array(string())).parse(pythonReads(PARAMETERS, header))).toEqual([
      ['attachment', ''],
      ['filename', plain],
      ['filename', name.replaceAll(/[\r\n]/g, '')],
    ])
  })
})

/** What a worker renders whose own zone is `workerZone`. */
async function filesOfWorkerIn(workerZone: string) {
  const program = fileURLToPath(new URL('../tests/contracts/dateProbe.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...REQUESTER_ZONES], {
    env: { ...environment, TZ: workerZone },
  })
  return Object.entries(FILES.parse(JSON.parse(stdout))).map(([requesterZone, file]) => ({
    requesterZone,
    file,
  }))
}

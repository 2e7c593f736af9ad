import { describe, expect, it } from '@jest/globals'
import { assert, asyncProperty } from 'fast-check'
import { array, string } from 'zod'
import { anyTable } from '../../tests/contracts/anyTable.ts'
import { formatContract, type TableReader } from '../../tests/contracts/formatContract.ts'
import { pythonReads } from '../../tests/contracts/python.ts'
import { documentOf, renderSlices, renderWhole } from '../../tests/contracts/renderWhole.ts'
import { csvFormat } from '../csv/index.ts'
import { DateTimeFormatter, formatDay } from '../values.ts'
import { unzip, zippedFormat } from './index.ts'

const format = zippedFormat(csvFormat, 'budget 2026.csv')

const TABLE = array(array(string()))
/** Records of the only entry, CRC-32 checked by Python. */
const RECORDS = `
import csv, io, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.namelist() == ['budget 2026.csv']
text = archive.read('budget 2026.csv').decode('utf-8-sig')
print(json.dumps([record or [''] for record in csv.reader(io.StringIO(text, newline=''))]))
`

const python: TableReader = {
  name: 'Python',
  shown(cell, { type }, { timeZone }) {
    if (cell === null) return ''
    if (type === 'date') return formatDay(Number(cell))
    if (type === 'date-time') return new DateTimeFormatter(timeZone).format(Number(cell))
    return String(cell)
  },
  read(file) {
    const [headings = [], ...rows] = TABLE.parse(pythonReads(RECORDS, file))
    return { headings, rows }
  },
}

formatContract('CSV in an archive', {
  format,
  readers: [python],
  settings: { options: { csv: { formulaGuard: false } } },
})

describe('zippedFormat', () => {
  it('is an archive to whoever stores it', () => {
    expect(format).toMatchObject({
      kind: 'sliced',
      fileType: 'CSV',
      mediaType: 'application/zip',
      extension: 'zip',
    })
  })

  it('holds the bytes of the plain file', async () => {
    await assert(
      asyncProperty(anyTable, async (table) => {
        const { document, blocks } = documentOf(table)
        const plain = await renderWhole(csvFormat, document, blocks)
        const archive = await renderWhole(format, document, blocks)
        expect([...unzip(archive.file)]).toEqual([['budget 2026.csv', plain.file]])
      }),
    )
  })

  it('gives each slice a buffer of its own, whatever the name inside', () => {
    const columns = [{ key: 'a', heading: 'A', type: 'text' as const }]
    const rows = ['x', 'long '.repeat(20_000)].map((text) => [text])
    const { document, blocks } = documentOf({ columns, rows, blockRows: [1, 1] })
    const fragments = renderSlices(format, document, blocks)
    for (const { bytes } of fragments) expect(bytes.buffer.byteLength).toBe(bytes.byteLength)
    expect(renderSlices(zippedFormat(csvFormat, ''), document, blocks)).toEqual(fragments)
  })
})

import { describe, expect, it } from '@jest/globals'
import { assert, asyncProperty } from 'fast-check'
import { string } from 'zod'
import { anyExport } from '../../tests/contracts/anyTable.ts'
import { pythonCsv } from '../../tests/contracts/csvReaders.ts'
import { formatContract, type TableReader } from '../../tests/contracts/formatContract.ts'
import { pythonReads } from '../../tests/contracts/python.ts'
import { documentOf, renderSlices, renderWhole } from '../../tests/contracts/renderWhole.ts'
import { csvFormat } from '../csv/index.ts'
import { unzip, zippedFormat } from './index.ts'

const format = zippedFormat(csvFormat, 'budget 2026.csv')

/** The only entry, CRC-32 checked by Python. */
const ENTRY = `
import base64, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.namelist() == ['budget 2026.csv']
print(json.dumps(base64.b64encode(archive.read('budget 2026.csv')).decode()))
`

const python: TableReader = {
  ...pythonCsv,
  name: "Python's zipfile and csv",
  read(file, document) {
    const entry = Buffer.from(string().parse(pythonReads(ENTRY, file)), 'base64')
    return pythonCsv.read(entry, document)
  },
}

formatContract('CSV in an archive', { format, readers: [python] })

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
      asyncProperty(anyExport(), async ({ table, settings }) => {
        const { document, blocks } = documentOf(table, settings)
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

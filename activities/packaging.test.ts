import { describe, expect, it } from '@jest/globals'
import { tuple, unknown } from 'zod'
import { Compress, type ExportRequest, FileType } from '../contract/index.ts'
import { createFormats } from '../formats/index.ts'
import { pythonReads } from '../tests/contracts/python.ts'
import { collect, documentOf, each, renderWhole, SAMPLE } from '../tests/contracts/renderWhole.ts'
import { packagingOf } from './packaging.ts'

/** The archive's first faulty entry, and its entries' names and contents. */
const ARCHIVE = `
import base64, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
contents = [[n, base64.b64encode(archive.read(n)).decode()] for n in archive.namelist()]
print(json.dumps([archive.testzip(), contents]))
`

describe('packagingOf', () => {
  it.each([
    [FileType.CSV, 'SOW-2026-11-25-3f2b8c1e.csv', 'text/csv; charset=utf-8'],
    [
      FileType.XLSX,
      'SOW-2026-11-25-3f2b8c1e.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [FileType.PDF, 'SOW-2026-11-25-3f2b8c1e.pdf', 'application/pdf'],
  ])('leaves a %s as it is unless a ZIP is asked for', async (fileType, fileName, mediaType) => {
    for (const compress of [Compress.NONE, Compress.AUTO, undefined]) {
      const { packaging, file } = await packaged(fileType, compress)
      expect(packaging).toMatchObject({ fileName, mediaType })
      expect(await collect(packaging.wrap(each([file])))).toEqual(file)
    }
  })

  it.each(Object.values(FileType))('puts a %s alone into a ZIP', async (fileType) => {
    const { packaging, file } = await packaged(fileType, Compress.ZIP)
    const archive = await collect(packaging.wrap(each([file])))
    expect(packaging).toMatchObject({
      fileName: 'SOW-2026-11-25-3f2b8c1e.zip',
      mediaType: 'application/zip',
    })
    const [faulty, contents] = tuple([unknown(), unknown()]).parse(pythonReads(ARCHIVE, archive))
    expect(faulty).toBeNull()
    const name = `SOW-2026-11-25-3f2b8c1e.${fileType.toLowerCase()}`
    expect(contents).toEqual([[name, file.toString('base64')]])
  })

  it('stores a workbook in its ZIP, since it is compressed, and deflates a CSV', async () => {
    const workbook = await packaged(FileType.XLSX, Compress.ZIP)
    const archive = await collect(workbook.packaging.wrap(each([workbook.file])))
    expect(archive.includes(workbook.file)).toBe(true)
    const csv = await packaged(FileType.CSV, Compress.ZIP)
    const smaller = await collect(csv.packaging.wrap(each([csv.file])))
    expect(smaller.includes(csv.file)).toBe(false)
    expect(smaller.length).toBeLessThan(csv.file.length)
  })
})

async function packaged(fileType: FileType, compress: Compress | undefined) {
  const format = createFormats()[fileType]
  const { document, blocks } = documentOf(SAMPLE)
  const request: ExportRequest = { type: 'SOW', fileType, ...(compress ? { compress } : {}) }
  const { file } = await renderWhole(format, document, blocks)
  return { packaging: packagingOf(request, format, document), file }
}

import { expect, it } from '@jest/globals'
import { collect, documentOf, each, renderSlices } from '../../tests/contracts/renderWhole.ts'
import { createXlsxFormat } from './index.ts'
import { buildTemplateOnThread } from './templateOnThread.ts'

const TABLE = {
  columns: [
    { key: 'name', heading: 'Name → ü', type: 'text' as const },
    { key: 'at', heading: 'At', type: 'date-time' as const },
  ],
  rows: [['Łódź', 1e12]],
}

it('gives the same workbook as a template made on the spot', async () => {
  const { document, blocks } = documentOf(TABLE)
  const [onTheSpot, onThread] = await Promise.all(
    [{}, { buildTemplate: buildTemplateOnThread }].map((settings) => {
      const format = createXlsxFormat(settings)
      return collect(format.join(document, each(renderSlices(format, document, blocks))))
    }),
  )
  expect(onThread).toEqual(onTheSpot)
})

it('fails as exceljs fails', async () => {
  const { document } = documentOf(TABLE)
  const broken = { ...document, snapshotAt: Number.NaN }
  await expect(buildTemplateOnThread(broken, { headerRow: 1, capacity: 10 })).rejects.toThrow(
    'Invalid time value',
  )
})

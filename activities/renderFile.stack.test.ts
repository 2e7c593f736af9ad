/** A table that its file type can't hold is refused while there is nothing to clean up. */
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { ColumnType, ReadFrom } from '../contract/index.ts'
import { createFormats } from '../formats/index.ts'
import type { ObjectStore, StagedManifest } from '../stores/index.ts'
import { freshObjectStore, type TestObjectStore } from '../tests/support/objectStore.ts'
import { freshRecords, type TestRecords } from '../tests/support/records.ts'
import { createRenderFile } from './renderFile.ts'
import { RenderPool } from './rendering/index.ts'

const COLUMNS = 300

let store: TestObjectStore
let records: TestRecords
const renderPool = new RenderPool({ threads: 1 })

beforeAll(async () => {
  store = await freshObjectStore()
  records = await freshRecords()
})
afterAll(async () => {
  await renderPool.close()
  await store.dispose()
  await records.dispose()
})

/** Stages a table without rows; gives its manifest's key. */
async function stage(exportId: string): Promise<string> {
  const manifest: StagedManifest = {
    exportId,
    attempt: 1,
    columns: Array.from({ length: COLUMNS }, (_, i) => {
      return { key: `c${i}`, heading: `C${i}`, type: ColumnType.DATE }
    }),
    widths: Array.from({ length: COLUMNS }, () => 10),
    timeZone: 'UTC',
    snapshotAt: 0,
    readFrom: ReadFrom.PRIMARY,
    objects: [],
    rows: 0,
  }
  const key = `staging/${exportId}/1/manifest.json`
  await store.objects.put(key, Buffer.from(JSON.stringify(manifest)))
  return key
}

it('refuses a PDF of too many columns before it begins an upload', async () => {
  const exportId = await records.insert()
  const manifestKey = await stage(exportId)
  let uploads = 0
  const objects = Object.create(store.objects, {
    get: { value: store.objects.get.bind(store.objects) },
    createUpload: {
      value: () => {
        uploads += 1
        throw new Error('An upload was begun')
      },
    },
  }) as ObjectStore
  const renderFile = createRenderFile({
    jobs: records.jobs,
    objects,
    formatOf: () => createFormats().PDF,
    renderPool,
    zipCsvBytes: 0,
  })
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
  const rendering = environment.run(renderFile, { exportId, attempt: 1 }, manifestKey)
  await expect(rendering).rejects.toMatchObject({ code: 'TOO_MANY_COLUMNS' })
  expect(uploads).toBe(0)
})

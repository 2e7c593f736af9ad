/** Completing an upload: whole or not at all, once, and never after the job is over. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import {
  encodeCrc32,
  filePrefix,
  type ObjectStore,
  type ReuseIndex,
  uniqueName,
} from '../stores/index.ts'
import { freshObjectStore, type TestObjectStore } from '../tests/support/objectStore.ts'
import { freshRecords, type TestRecords } from '../tests/support/records.ts'
import { createRecordCompletion } from './recordCompletion.ts'
import { createRemoveStaged } from './removeStaged.ts'
import type { RenderedFile } from './renderFile.ts'
import { createUploadFile } from './uploadFile.ts'

/** What an index of files to reuse is told is not what these tests are about. */
const NO_REUSE: ReuseIndex = {
  remember: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
}
const CONTENT = Buffer.from('Services,Status\r\n')

describe('uploadFile', () => {
  let store: TestObjectStore
  let records: TestRecords

  beforeAll(async () => {
    store = await freshObjectStore()
    records = await freshRecords()
  })
  afterAll(async () => {
    await store.dispose()
    await records.dispose()
  })

  /** What a rendering leaves: an upload with every part, not completed. */
  async function rendered(exportId: string, attempt: number): Promise<RenderedFile> {
    const token = uniqueName()
    const snapshotAt = '2026-11-25T12:00:00.000Z'
    const upload = await store.objects.createUpload({
      key: `${filePrefix(exportId, attempt)}${token}/SOW.csv`,
      mediaType: 'text/csv',
      disposition: 'attachment',
      metadata: { token },
    })
    await store.objects.uploadPart(upload, 1, CONTENT)
    return {
      ...upload,
      token,
      fileName: 'SOW.csv',
      mediaType: 'text/csv',
      rows: 0,
      snapshotAt,
      parts: 1,
      bytes: CONTENT.length,
      sha256: createHash('sha256').update(CONTENT).digest('hex'),
      crc32: encodeCrc32(crc32(CONTENT)),
      warnings: {},
    }
  }

  function runUpload(
    exportId: string,
    attempt: number,
    file: RenderedFile,
    objects = store.objects,
  ) {
    const uploadFile = createUploadFile({ jobs: records.jobs, objects })
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
    return environment.run(uploadFile, { exportId, attempt }, file)
  }

  const removeStaged = () =>
    createRemoveStaged({ jobs: records.jobs, files: records.files, objects: store.objects })

  /** Completes it, and names it on the record. */
  async function publish(exportId: string, attempt: number, file: RenderedFile) {
    await runUpload(exportId, attempt, file)
    await recordCompletion()({ exportId, attempt }, file)
  }

  const recordCompletion = () =>
    createRecordCompletion({
      jobs: records.jobs,
      retentionHours: 1,
      reuse: NO_REUSE,
      fileUrlOf: (_: string, key: string) => `s3://bucket/${key}`,
      records: { find: () => Promise.resolve(undefined) },
      schedules: { find: () => Promise.resolve(undefined) },
      mailer: undefined,
    })

  /** The store as a step sees it that sleeps right before it completes its upload. */
  function sleeping() {
    const reached = Promise.withResolvers<void>()
    const woken = Promise.withResolvers<void>()
    const objects: ObjectStore = Object.create(store.objects, {
      completeUpload: {
        value: async (...args: Parameters<ObjectStore['completeUpload']>) => {
          reached.resolve()
          await woken.promise
          return await store.objects.completeUpload(...args)
        },
      },
      listParts: { value: store.objects.listParts.bind(store.objects) },
      describe: { value: store.objects.describe.bind(store.objects) },
    }) as ObjectStore
    return { objects, reached: reached.promise, wake: woken.resolve }
  }

  it('makes the file appear, and is harmless when it is repeated', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    await runUpload(exportId, 1, file)
    await runUpload(exportId, 1, file)
    expect((await store.objects.get(file.key))?.equals(CONTENT)).toBe(true)
  })

  it('makes nothing appear when a part is missing', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    await expect(runUpload(exportId, 1, { ...file, parts: 2 })).rejects.toMatchObject({
      code: 'UPLOAD_MISSING',
    })
    expect(await store.objects.describe(file.key)).toBeUndefined()
  })

  it('says that the upload is missing when it was aborted', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    await store.objects.abortUploads(file.key)
    await expect(runUpload(exportId, 1, file)).rejects.toMatchObject({ code: 'UPLOAD_MISSING' })
  })

  it('changes nothing when it wakes up after the job was cancelled', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    const sleeper = sleeping()
    const stalled = runUpload(exportId, 1, file, sleeper.objects)
    await sleeper.reached
    await records.jobs.recordCancellation({ exportId, attempt: 1 })
    await removeStaged()({ exportId, attempt: 1 })

    sleeper.wake()
    await expect(stalled).rejects.toMatchObject({ code: 'UPLOAD_MISSING' })
    expect(await store.objects.list(filePrefix(exportId, 1))).toEqual([])
    expect(await records.jobs.find(exportId)).toMatchObject({
      status: 'CANCELLED',
      objectKey: null,
    })
  })

  it('changes nothing when it wakes up after a later attempt has published', async () => {
    const exportId = await records.insert()
    const early = await rendered(exportId, 1)
    const sleeper = sleeping()
    const stalled = runUpload(exportId, 1, early, sleeper.objects)
    await sleeper.reached
    await records.jobs.recordFailure(
      { exportId, attempt: 1 },
      { code: 'STEP_TIMED_OUT', message: 'Its worker fell silent.', remedy: 'Retry.' },
    )
    await removeStaged()({ exportId, attempt: 1 })
    await records.retry(exportId)
    const later = await rendered(exportId, 2)
    await publish(exportId, 2, later)

    sleeper.wake()
    await expect(stalled).rejects.toMatchObject({ code: 'UPLOAD_MISSING' })
    await expect(recordCompletion()({ exportId, attempt: 1 }, early)).rejects.toMatchObject({
      code: 'JOB_NOT_ACTIVE',
    })
    await removeStaged()({ exportId, attempt: 1 })
    expect(await records.jobs.find(exportId)).toMatchObject({
      status: 'COMPLETED',
      attempt: 2,
      objectKey: later.key,
    })
    expect(await store.objects.list(`exports/${exportId}/`)).toEqual([later.key])
  })

  it('removes nothing of a job that is still active', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    await removeStaged()({ exportId, attempt: 1 })
    await runUpload(exportId, 1, file)
    await removeStaged()({ exportId, attempt: 1 })
    expect(await store.objects.list(`exports/${exportId}/`)).toEqual([file.key])
  })

  it('removes no file that a job was answered with, whatever became of the first', async () => {
    const exportId = await records.insert()
    const file = await rendered(exportId, 1)
    await publish(exportId, 1, file)
    await records.handOver(exportId, file.key)
    await removeStaged()({ exportId, attempt: 1 })
    expect(await store.objects.list(`exports/${exportId}/`)).toEqual([file.key])
  })
})

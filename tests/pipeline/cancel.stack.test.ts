/** Cancelling in every step: what runs is stopped, nothing is left, and the record says so. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'

describe('cancelling an export', () => {
  let pipeline: Pipeline

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 3_000 })
    await pipeline.start('bridge')
    await pipeline.start('worker')
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  async function cancel(exportId: string): Promise<void> {
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).cancel()
  }

  async function untilRunning(exportId: string, query: string): Promise<void> {
    for (;;) {
      const { rowCount } = await pipeline.sql.query(query, [`connexus-export ${exportId}`])
      if (rowCount) return
      await pause(50)
    }
  }

  async function expectCancelled(exportId: string): Promise<void> {
    expect(await pipeline.untilOver(exportId, 15)).toMatchObject({
      status: 'CANCELLED',
      objectKey: null,
      errorCode: null,
    })
    const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    await expect(handle.result()).rejects.toThrow('Workflow execution cancelled')
    expect((await handle.describe()).status.name).toBe('CANCELLED')
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }

  it('while it marks the record, which somebody else has locked', async () => {
    const exportId = await pipeline.insertJob()
    const client = await pipeline.sql.connect()
    try {
      await pipeline.send(exportId)
      await pipeline.temporal.workflow // The bridge writes to the record first.
        .getHandle(`export-${exportId}`)
        .describe()
        .catch(() => pause(500))
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM "ExportJob" WHERE "id" = $1 FOR UPDATE', [exportId])
      await cancelWhenStarted(exportId)
      await client.query('COMMIT')
    } finally {
      client.release()
    }
    await pipeline.untilOver(exportId, 30)
    expect(['CANCELLED', 'COMPLETED']).toContain((await pipeline.job(exportId)).status)
  })

  async function cancelWhenStarted(exportId: string): Promise<void> {
    for (;;) {
      const isSent = await cancel(exportId).then(
        () => true,
        () => false,
      )
      if (isSent) return
      await pause(50)
    }
  }

  it('while its query waits on a lock: nothing of it runs in the database within 15 s', async () => {
    const exportId = await pipeline.insertJob()
    const client = await pipeline.sql.connect()
    try {
      await client.query('BEGIN')
      await client.query('LOCK TABLE "ScopeOfWork" IN ACCESS EXCLUSIVE MODE')
      await pipeline.send(exportId)
      await untilRunning(
        exportId,
        `SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`,
      )
      await cancel(exportId)
      await expectCancelled(exportId)
      const { rows } = await client.query(
        `SELECT query FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'`,
        [`connexus-export ${exportId}`],
      )
      expect(rows).toEqual([])
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }, 60_000)

  it('while it stages rows', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.PUT_STAGED, exportId)
    await pipeline.send(exportId)
    await hold.reached
    await cancel(exportId)
    await expectCancelled(exportId)
    hold.release()
    await pause(500)
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }, 60_000)

  it('while it sends the file’s parts', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.UPLOAD_PART, exportId)
    await pipeline.send(exportId)
    await hold.reached
    await cancel(exportId)
    await expectCancelled(exportId)
    hold.release()
    await pause(500)
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }, 60_000)

  it('loses against the completion of the upload once that has begun', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.COMPLETE, exportId)
    await pipeline.send(exportId)
    await hold.reached
    await cancel(exportId)
    await pause(300)
    hold.release()
    expect(await pipeline.untilOver(exportId)).toMatchObject({
      status: 'COMPLETED',
      rowCount: '3000',
    })
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }, 60_000)
})

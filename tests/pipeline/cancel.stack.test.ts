/** Cancelling in every step: what runs is stopped, nothing is left, and the record says so. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'

describe('cancelling an export', () => {
  let pipeline: Pipeline

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 3_000 })
    await pipeline.start('bridge')
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  async function cancel(exportId: string): Promise<void> {
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).cancel()
  }

  async function untilStarted(exportId: string): Promise<void> {
    const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    while (!(await handle.describe().catch(() => undefined))) await pause(50)
  }

  async function untilRunning(applicationName: string, query: string): Promise<void> {
    for (;;) {
      const { rowCount } = await pipeline.sql.query(query, [applicationName])
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
    await pipeline.send(exportId)
    await untilStarted(exportId)
    const client = await pipeline.sql.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM "ExportJob" WHERE "id" = $1 FOR UPDATE', [exportId])
      await pipeline.start('worker')
      await untilRunning(
        'connexus-exports worker records',
        `SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`,
      )
      await cancel(exportId)
    } finally {
      await client.query('COMMIT')
      client.release()
    }
    await expectCancelled(exportId)
  }, 60_000)

  it('while its query waits on a lock: nothing of it runs in the database within 15 s', async () => {
    const exportId = await pipeline.insertJob()
    const client = await pipeline.sql.connect()
    try {
      await client.query('BEGIN')
      await client.query('LOCK TABLE "ScopeOfWork" IN ACCESS EXCLUSIVE MODE')
      await pipeline.send(exportId)
      await untilRunning(
        `connexus-export ${exportId}`,
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

  it('while it sorts, long before its first row', async () => {
    await pipeline.sql.query(`
      ALTER TABLE "ScopeOfWork" RENAME TO "SlowScopeOfWork";
      CREATE VIEW "ScopeOfWork" AS
        SELECT * FROM "SlowScopeOfWork" WHERE pg_sleep(0.05)::text IS NOT NULL;
      GRANT SELECT ON "ScopeOfWork" TO connexus_worker`)
    try {
      const exportId = await pipeline.insertJob()
      await pipeline.send(exportId, { sort: [{ column: 'scopeOfWorkName', direction: 'ASC' }] })
      await untilRunning(
        `connexus-export ${exportId}`,
        `SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND wait_event = 'PgSleep'`,
      )
      await cancel(exportId)
      await expectCancelled(exportId)
    } finally {
      await pipeline.sql.query(`
        DROP VIEW "ScopeOfWork";
        ALTER TABLE "SlowScopeOfWork" RENAME TO "ScopeOfWork"`)
    }
  }, 60_000)

  it.each([
    ['stages rows', S3Request.PUT_STAGED],
    ['sends the file’s parts', S3Request.UPLOAD_PART],
  ])(
    'while it %s',
    async (_, request) => {
      const exportId = await pipeline.insertJob()
      const hold = pipeline.s3.hold(request, exportId)
      await pipeline.send(exportId)
      await hold.reached
      await cancel(exportId)
      await expectCancelled(exportId)
      hold.release()
      await pause(500)
      expect(await pipeline.leftovers(exportId)).toEqual([])
    },
    60_000,
  )

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
      rowCount: String(pipeline.visibleRows),
    })
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }, 60_000)
})

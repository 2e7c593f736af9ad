/**
 * What must survive: killed workers, a terminated database session, a store that refuses, and steps
 * that wake up when all is over.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sha256 } from '../support/digest.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'

describe('an export survives', () => {
  let pipeline: Pipeline
  let undisturbed: string

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 20_000 })
    await pipeline.start('bridge')
    const worker = await pipeline.start('worker')
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    await pipeline.untilOver(exportId)
    undisturbed = sha256(await pipeline.file(exportId))
    await worker.stop()
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  async function expectRightFile(exportId: string): Promise<void> {
    const job = await pipeline.untilOver(exportId, 90)
    expect(job).toMatchObject({ status: 'COMPLETED', sha256: undisturbed, errorCode: null })
    expect(sha256(await pipeline.file(exportId))).toBe(undisturbed)
    await untilClosed(exportId)
    expect(await pipeline.leftovers(exportId)).toEqual([])
  }

  async function untilClosed(exportId: string): Promise<void> {
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).result()
  }

  it('a SIGKILL of its worker in fetch, in render and before completion', async () => {
    const [fetching, rendering, completing] = await Promise.all([
      pipeline.insertJob(),
      pipeline.insertJob(),
      pipeline.insertJob(),
    ])
    const holds = [
      pipeline.s3.hold(S3Request.PUT_STAGED, fetching),
      pipeline.s3.hold(S3Request.UPLOAD_PART, rendering),
      pipeline.s3.hold(S3Request.COMPLETE, completing),
    ]
    const killed = await pipeline.start('worker')
    const ids = [fetching, rendering, completing]
    await Promise.all(ids.map((id) => pipeline.send(id)))
    await Promise.all(holds.map((hold) => hold.reached))

    process.kill(killed.pid, 'SIGKILL')
    await killed.exited
    for (const hold of holds) hold.release()

    const next = await pipeline.start('worker')
    await Promise.all(ids.map(expectRightFile))
    await next.stop()
  }, 180_000)

  it('a shutdown of its worker, which does not count as a try', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.UPLOAD_PART, exportId)
    const stopped = await pipeline.start('worker', { EXPORT_SHUTDOWN_GRACE: '1' })
    await pipeline.send(exportId)
    await hold.reached
    await stopped.stop()
    expect(await stopped.exited).toEqual({ code: 0, signal: null })
    hold.release()

    const next = await pipeline.start('worker')
    await expectRightFile(exportId)
    const history = await pipeline.temporal.workflow.getHandle(`export-${exportId}`).fetchHistory()
    const attempts = (history.events ?? []).flatMap(
      ({ activityTaskStartedEventAttributes: started }) => (started ? [started.attempt] : []),
    )
    expect(new Set(attempts)).toEqual(new Set([1]))
    await next.stop()
  }, 120_000)

  it('the end of its database session while it fetches', async () => {
    const worker = await pipeline.start('worker')
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    for (;;) {
      const { rowCount } = await pipeline.sql.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`,
        [`connexus-export ${exportId}`],
      )
      if (rowCount) break
      await pause(2)
    }
    await expectRightFile(exportId)
    await worker.stop()
  }, 120_000)

  it('a time limit of its role, once its query can keep it', async () => {
    const database = new URL(pipeline.databaseUrl).pathname.slice(1)
    const blocker = await pipeline.sql.connect()
    await pipeline.sql.query(`ALTER DATABASE "${database}" SET statement_timeout = '2s'`)
    await blocker.query('BEGIN')
    await blocker.query('LOCK TABLE "ScopeOfWork" IN ACCESS EXCLUSIVE MODE')
    const worker = await pipeline.start('worker')
    const exportId = await pipeline.insertJob()
    try {
      await pipeline.send(exportId)
      const failure = await firstFailure(exportId)
      expect(failure).toMatch(/57014 .*canceling statement due to statement timeout/)
    } finally {
      await blocker.query('ROLLBACK')
      blocker.release()
      await pipeline.sql.query(`ALTER DATABASE "${database}" RESET statement_timeout`)
    }
    await expectRightFile(exportId)
    await worker.stop()
  }, 120_000)

  /** Why the running step has failed; rejects when it has not within 10 s. */
  async function firstFailure(exportId: string): Promise<string> {
    return await eventually(async () => {
      const handle = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
      const { raw } = await handle.describe()
      const message = raw.pendingActivities?.[0]?.lastFailure?.message
      if (!message) throw new Error('No step has failed.')
      return message
    }, 10_000)
  }

  it('an object store that refuses everything for a while', async () => {
    const worker = await pipeline.start('worker')
    const exportId = await pipeline.insertJob()
    pipeline.s3.isRefusing = true
    await pipeline.send(exportId)
    while (pipeline.s3.refused() < 6) await pause(50)
    pipeline.s3.isRefusing = false
    await expectRightFile(exportId)
    await worker.stop()
  }, 120_000)
})

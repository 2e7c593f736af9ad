/** The sweep as Temporal's schedule starts it, over real processes with their own roles. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { sweepIdOf } from '../../contract/index.ts'
import { sampleUsers } from '../../stack/sample/index.ts'
import type { SweepReport } from '../../workflows/index.ts'
import { pythonRecords } from '../contracts/csvReaders.ts'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'

describe('the sweep', () => {
  let pipeline: Pipeline

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 3_000 })
    await pipeline.start('bridge')
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  /** Has the schedule begin a sweep now, and gives its report. */
  async function sweep(): Promise<SweepReport> {
    const schedule = pipeline.temporal.schedule.getHandle(sweepIdOf(pipeline.taskQueue))
    const before = (await schedule.describe()).info.numActionsTaken
    await schedule.trigger()
    const workflowId = await eventually(async () => {
      const { info } = await schedule.describe()
      expect(info.numActionsTaken).toBeGreaterThan(before)
      return info.recentActions.at(-1)?.action.workflow.workflowId ?? ''
    })
    return (await pipeline.temporal.workflow.getHandle(workflowId).result()) as SweepReport
  }

  const set = (exportId: string, changes: string) =>
    pipeline.sql.query(`UPDATE "ExportJob" SET ${changes} WHERE "id" = $1`, [exportId])

  it('is not needed for a message that comes while no worker runs', async () => {
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    const run = pipeline.temporal.workflow.getHandle(`export-${exportId}`)
    await eventually(() => run.describe())
    await pipeline.start('worker')
    expect(await pipeline.untilOver(exportId)).toMatchObject({ status: 'COMPLETED', attempt: 1 })
  }, 60_000)

  it('runs a job that is marked as processing though nobody works on it', async () => {
    const exportId = await pipeline.insertJob()
    await set(exportId, `"startedAt" = now() - interval '3 minutes'`)
    const report = await sweep()
    expect(report.settleStuckJobs?.counts).toMatchObject({ restarted: 1 })
    expect(await pipeline.untilOver(exportId)).toMatchObject({ status: 'COMPLETED', attempt: 2 })
    const records = pythonRecords(await pipeline.file(exportId))
    expect(records).toHaveLength(pipeline.visibleRows + 1)
  }, 60_000)

  it('removes a file whose time is over, of which people are told as expired', async () => {
    await pipeline.start('api')
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId)
    const { objectKey } = await pipeline.untilOver(exportId)
    const headers = { authorization: `Bearer ${await pipeline.tokenOf(sampleUsers.DEMO_ADMIN_ID)}` }
    const download = () =>
      fetch(`${pipeline.apiUrl}/exports/${exportId}/download`, { headers, redirect: 'manual' })
    expect((await download()).status).toBe(302)

    await set(exportId, `"expiresAt" = now()`)
    expect((await sweep()).expireFiles?.counts).toEqual({ removed: 1, shared: 0 })
    expect(await pipeline.objects.get(String(objectKey))).toBeUndefined()
    expect(await pipeline.job(exportId)).toMatchObject({ status: 'COMPLETED', objectKey: null })
    const refused = await download()
    expect(refused.status).toBe(410)
    expect(await refused.json()).toMatchObject({ code: 'FILE_EXPIRED' })
  }, 60_000)

  it('ends a job that an operator terminated, with all that it left', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.COMPLETE, exportId)
    await pipeline.send(exportId)
    await hold.reached
    expect(await pipeline.leftovers(exportId)).not.toEqual([])
    await pipeline.temporal.workflow.getHandle(`export-${exportId}`).terminate()
    await set(exportId, `"startedAt" = now() - interval '3 minutes'`)
    expect((await sweep()).settleStuckJobs?.counts).toMatchObject({ failed: 1 })
    expect(await pipeline.job(exportId)).toMatchObject({
      status: 'FAILED',
      errorCode: 'RUN_LOST',
      objectKey: null,
    })
    hold.release()
    await eventually(async () => expect(await pipeline.leftovers(exportId)).toEqual([]))
  }, 60_000)

  it('changes nothing where nothing is to be done', async () => {
    expect(await sweep()).toEqual({
      expireFiles: { counts: { removed: 0, shared: 0 }, isMoreLeft: false },
      abortOrphanedUploads: { counts: { aborted: 0, kept: 0 }, isMoreLeft: false },
      removeOrphanedStaged: { counts: { removed: 0, objects: 0, kept: 0 }, isMoreLeft: false },
      removeOrphanedFiles: { counts: { removed: 0, kept: 0 }, isMoreLeft: false },
      resendOutbox: { counts: { sent: 0 }, isMoreLeft: false },
      settleStuckJobs: {
        counts: { restarted: 0, sentAgain: 0, failed: 0, cancelled: 0 },
        isMoreLeft: false,
        toTell: [],
      },
      reconcileSchedules: {
        counts: {
          schedulesEnded: 0,
          schedulesPut: 0,
          schedulesRemoved: 0,
          schedulesRefused: 0,
          backfillsStarted: 0,
          backfillsEnded: 0,
        },
        isMoreLeft: false,
      },
    })
  }, 60_000)
})

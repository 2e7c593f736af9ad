/** Rows come from a real standby where it is up to date; else from the primary, whole, in one try. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { eventually } from '../support/eventually.ts'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'
import { S3Request } from '../support/s3Proxy.ts'
import { type Standby, startStandby } from '../support/standby.ts'

const COLUMNS = ['scopeId', 'scopeOfWorkName']

describe('an export with a replica', () => {
  let pipeline: Pipeline
  let standby: Standby

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 1_500 })
    standby = await startStandby()
    await standby.caughtUp()
    await pipeline.start('bridge')
    await pipeline.start('worker', { EXPORT_DATABASE_URL: standby.urlOf(pipeline.databaseUrl) })
  }, 120_000)
  afterAll(async () => {
    await standby.dispose()
    await pipeline.dispose()
  }, 60_000)

  async function begin(): Promise<string> {
    const exportId = await pipeline.insertJob()
    await pipeline.send(exportId, { columns: COLUMNS })
    return exportId
  }

  /** Every scope of work once, under the names that the primary has now; fetched in one try. */
  async function expectWholeFile(exportId: string, readFrom: 'PRIMARY' | 'REPLICA') {
    const job = await pipeline.untilOver(exportId)
    expect(job).toMatchObject({ status: 'COMPLETED', errorCode: null, readFrom })
    const [, ...rows] = parse(await pipeline.file(exportId), { bom: true })
    const { rows: expected } = await pipeline.sql.query<string[]>({
      text: `SELECT "id"::text, "scopeName" FROM "ScopeOfWork" WHERE "deletedAt" IS NULL`,
      rowMode: 'array',
    })
    expect(rows).toHaveLength(expected.length)
    expect(new Set(rows.map(([id]) => id))).toEqual(new Set(expected.map(([id]) => id)))
    const renamed = expected.filter(([, name]) => name === RENAMED).length
    expect(rows.filter(([, name]) => name === RENAMED)).toHaveLength(renamed)
    const { events } = await pipeline.temporal.workflow
      .getHandle(`export-${exportId}`)
      .fetchHistory()
    const tries = (events ?? []).flatMap(
      ({ activityTaskStartedEventAttributes: started }) => started?.attempt ?? [],
    )
    expect(new Set(tries)).toEqual(new Set([1]))
  }

  const RENAMED = 'Renamed a moment ago'

  /** Gives some scopes of work a new name on the primary. */
  async function rename(table: string, condition: string): Promise<void> {
    await pipeline.sql.query(
      `UPDATE "${table}" SET "scopeName" = '${RENAMED}' WHERE ${condition} AND "deletedAt" IS NULL`,
    )
  }

  const sessionsOf = (exportId: string) =>
    `SELECT wait_event FROM pg_stat_activity WHERE application_name = 'connexus-export ${exportId}'`

  it('reads its rows from it, and nothing of them from the primary', async () => {
    const exportId = await pipeline.insertJob()
    const hold = pipeline.s3.hold(S3Request.PUT_STAGED, exportId)
    await pipeline.send(exportId, { columns: COLUMNS })
    await hold.reached
    expect(await standby.query(sessionsOf(exportId))).toHaveLength(1)
    expect((await pipeline.sql.query(sessionsOf(exportId))).rows).toEqual([])
    hold.release()
    await expectWholeFile(exportId, 'REPLICA')
  }, 60_000)

  it('waits a moment for one that is behind', async () => {
    await standby.query('SELECT pg_wal_replay_pause()')
    await rename('ScopeOfWork', `"id"::text < '1'`)
    const exportId = await begin()
    await eventually(async () => {
      expect(await pipeline.job(exportId)).toMatchObject({ startedAt: expect.any(Date) })
    })
    await pause(1_000)
    await standby.query('SELECT pg_wal_replay_resume()')
    await expectWholeFile(exportId, 'REPLICA')
  }, 60_000)

  it('has the newest rows, from the primary, when its replica stays behind', async () => {
    await standby.query('SELECT pg_wal_replay_pause()')
    try {
      await rename('ScopeOfWork', `"id"::text < '5'`)
      await expectWholeFile(await begin(), 'PRIMARY')
    } finally {
      await standby.query('SELECT pg_wal_replay_resume()')
    }
  }, 60_000)

  it('begins again on the primary when the replay takes its snapshot away', async () => {
    await standby.query('ALTER SYSTEM SET max_standby_streaming_delay = 0')
    await standby.query('SELECT pg_reload_conf()')
    await pipeline.sql.query(`
      ALTER TABLE "ScopeOfWork" RENAME TO "SlowScopeOfWork";
      CREATE VIEW "ScopeOfWork" AS
        SELECT * FROM "SlowScopeOfWork" WHERE pg_sleep(0.002)::text IS NOT NULL;
      GRANT SELECT ON "ScopeOfWork" TO connexus_worker`)
    const exportId = await begin()
    await eventually(async () => {
      expect(await standby.query(sessionsOf(exportId))).toEqual([{ wait_event: 'PgSleep' }])
    })
    await rename('SlowScopeOfWork', 'true')
    await pipeline.sql.query('VACUUM "SlowScopeOfWork"')
    await pipeline.untilOver(exportId)
    const conflicts = await standby.query(
      `SELECT datname FROM pg_stat_database_conflicts WHERE confl_snapshot > 0`,
    )
    expect(conflicts).toEqual([{ datname: new URL(pipeline.databaseUrl).pathname.slice(1) }])
    await expectWholeFile(exportId, 'PRIMARY')
    await pipeline.sql.query(`
      DROP VIEW "ScopeOfWork";
      ALTER TABLE "SlowScopeOfWork" RENAME TO "ScopeOfWork"`)
  }, 60_000)

  it('is read from the primary when its replica is down', async () => {
    await standby.stop()
    await expectWholeFile(await begin(), 'PRIMARY')
  }, 60_000)
})

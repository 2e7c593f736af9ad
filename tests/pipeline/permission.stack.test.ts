/** Rights that change while rows are read: the export fails, and not a row gets out. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { sampleId, sampleUsers } from '../../stack/sample/index.ts'
import { openPipeline, type Pipeline, pause } from '../support/pipeline.ts'

const STAFF = sampleUsers.DEMO_STAFF_ID
const CLIENT = sampleUsers.DEMO_CLIENT_ID
const ASSIGNED = sampleId('client', 3)
const OTHER = sampleId('client', 9)

describe('an export whose requester, while it is fetched,', () => {
  let pipeline: Pipeline

  beforeAll(async () => {
    pipeline = await openPipeline({ rows: 1_000 })
    await pipeline.start('bridge')
    await pipeline.start('worker')
  }, 120_000)
  afterAll(() => pipeline.dispose(), 60_000)

  beforeEach(async () => {
    await change(`UPDATE "Users" SET "isActive" = true WHERE "id" IN ($1, $2)`, STAFF, CLIENT)
    await change(`DELETE FROM "UserClient" WHERE "userId" = $1 AND "clientId" = $2`, STAFF, OTHER)
  })

  async function change(statement: string, ...values: string[]): Promise<void> {
    await pipeline.sql.query(statement, values)
  }

  async function clientOf(userId: string): Promise<unknown> {
    const found = await pipeline.sql.query<{ clientId: string }>(
      'SELECT "clientId" FROM "Users" WHERE "id" = $1',
      [userId],
    )
    return found.rows[0]?.clientId
  }

  /** Changes the rights once the fetch has read them and waits for the rows, which are locked. */
  async function exportWhile(
    userId: string,
    changing: () => Promise<void>,
  ): Promise<{ exportId: string; record: Record<string, unknown> }> {
    const locking = await pipeline.sql.connect()
    try {
      await locking.query('BEGIN; LOCK TABLE "Rfp" IN ACCESS EXCLUSIVE MODE')
      const exportId = await pipeline.insertJob({ type: 'RFP', userId })
      await pipeline.send(exportId)
      while (!(await isFetching(exportId))) await pause(50)
      await changing()
      await locking.query('COMMIT')
      return { exportId, record: await pipeline.untilOver(exportId) }
    } finally {
      locking.release(true)
    }
  }

  async function isFetching(exportId: string): Promise<boolean> {
    const { rowCount } = await pipeline.sql.query(
      `SELECT FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`,
      [`connexus-export ${exportId}`],
    )
    return rowCount === 1
  }

  it.each([
    [
      'is deactivated',
      CLIENT,
      () => change(`UPDATE "Users" SET "isActive" = false WHERE "id" = $1`, CLIENT),
      'The requester is inactive.',
    ],
    [
      'loses a client',
      STAFF,
      () =>
        change(`DELETE FROM "UserClient" WHERE "userId" = $1 AND "clientId" = $2`, STAFF, ASSIGNED),
      'rights changed',
    ],
    [
      'gets a client more',
      STAFF,
      () => change(`INSERT INTO "UserClient" VALUES ($1, $2)`, STAFF, OTHER),
      'rights changed',
    ],
    [
      'moves to another client',
      CLIENT,
      () => change(`UPDATE "Users" SET "clientId" = $2 WHERE "id" = $1`, CLIENT, OTHER),
      'rights changed',
    ],
  ])('%s gets REQUESTER_NOT_ALLOWED, and nothing is left of it', async (_, user, act, message) => {
    const { exportId, record } = await exportWhile(user, act)
    expect(record).toMatchObject({
      status: 'FAILED',
      errorCode: 'REQUESTER_NOT_ALLOWED',
      errorMessage: expect.stringContaining(message),
      objectKey: null,
      scope: null,
    })
    await pipeline.temporal.workflow
      .getHandle(`export-${exportId}`)
      .result()
      .catch(() => undefined)
    expect(await pipeline.leftovers(exportId)).toEqual([])
  })

  it('changes in nothing that counts gets the file', async () => {
    const { record } = await exportWhile(CLIENT, () =>
      change(`UPDATE "Users" SET "fullName" = 'Somebody else' WHERE "id" = $1`, CLIENT),
    )
    expect(record).toMatchObject({
      status: 'COMPLETED',
      errorCode: null,
      scope: { kind: 'clients', clientIds: [await clientOf(CLIENT)], confidential: false },
    })
  })
})

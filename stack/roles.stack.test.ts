import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { migrate } from '../migrations/index.ts'
import { freshDatabase, freshRoles } from '../tests/support/stack.ts'
import { createSample, sampleUsers } from './sample/index.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>

beforeEach(async () => {
  database = await freshDatabase()
  await createSample({ connectionString: database.url, rows: 10 })
  await migrate(database.url)
})

afterEach(async () => {
  await database.dispose()
})

/** Whether the role may run the statement. */
async function may(url: string, statement: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
    return true
  } catch (error) {
    expect(String(error)).toContain('permission denied')
    return false
  } finally {
    await client.end()
  }
}

const READ_ROWS = 'SELECT FROM "ScopeOfWork" LIMIT 1'

/** What a process might do, each a statement that needs the one right. */
const DEEDS = {
  readJobs: 'SELECT FROM "ExportJob" LIMIT 1',
  addJob: `INSERT INTO "ExportJob" ("type", "fileType", "status", "createdById")
           VALUES ('SOW', 'CSV', 'PENDING', '${sampleUsers.DEMO_ADMIN_ID}')`,
  updateJob: `UPDATE "ExportJob" SET "startedAt" = now()`,
  deleteJob: 'DELETE FROM "ExportJob"',
  readRequester: 'SELECT FROM "Users" JOIN "UserClient" ON true LIMIT 1',
  readRows: READ_ROWS,
  readChoices: 'SELECT FROM "Client", "Services" LIMIT 1',
  changeRows: `UPDATE "ScopeOfWork" SET "scopeName" = ''`,
  holdMessages: 'SELECT FROM "ExportOutbox" FOR UPDATE SKIP LOCKED',
  readMessages: 'SELECT FROM "ExportOutbox"',
  addMessage: `INSERT INTO "ExportOutbox" ("exportId", "attempt", "body")
               VALUES (gen_random_uuid(), 1, '')`,
  changeMessages: `UPDATE "ExportOutbox" SET "body" = ''`,
  removeMessages: 'DELETE FROM "ExportOutbox"',
  readSchedules: 'SELECT FROM "ExportSchedule"',
  addSchedule: `INSERT INTO "ExportSchedule"
                  ("id", "ownerId", "name", "request", "content", "rule", "timeZone")
                VALUES (gen_random_uuid(), gen_random_uuid(), '', '{}', 'FULL', '{}', 'UTC')`,
  changeSchedules: `UPDATE "ExportSchedule" SET "name" = ''`,
  giveSchedulesAway: `UPDATE "ExportSchedule" SET "ownerId" = gen_random_uuid()`,
  pauseSchedules: 'UPDATE "ExportSchedule" SET "selfPausedAt" = now()',
  takeTurnsOnSchedules: 'SELECT FROM "ExportSchedule" FOR UPDATE',
  deleteSchedules: 'DELETE FROM "ExportSchedule"',
  readRuns: 'SELECT FROM "ExportScheduleRun"',
  addRun: `INSERT INTO "ExportScheduleRun"
             ("id", "scheduleId", "firing", "step", "dueAt", "content")
           SELECT "id", "id", '', 0, now(), 'FULL' FROM "ExportSchedule" WHERE false`,
  beginRuns: 'UPDATE "ExportScheduleRun" SET "exportId" = gen_random_uuid()',
  moveRuns: 'UPDATE "ExportScheduleRun" SET "dueAt" = now()',
  readBackfills: 'SELECT FROM "ExportBackfill"',
  addBackfill: `INSERT INTO "ExportBackfill" ("id", "scheduleId", "fromDay", "toDay")
                SELECT "id", "id", now(), now() FROM "ExportSchedule" WHERE false`,
  endBackfills: 'UPDATE "ExportBackfill" SET "endedAt" = now()',
  readNotices: 'SELECT FROM "ExportNotice"',
  addNotice: `INSERT INTO "ExportNotice" ("id", "subject", "event", "channel", "recipient")
              VALUES (gen_random_uuid(), '', '', '', '')`,
  changeNotices: 'UPDATE "ExportNotice" SET "deliveredAt" = now()',
  removeNotices: 'DELETE FROM "ExportNotice"',
  // As it must to see when others' transactions began, which hides rows where it may not.
  readAllStatistics: `SELECT pg_tablespace_size('pg_global')`,
  addToLog: `INSERT INTO "ExportAccessLog" ("userId", "action") VALUES ('', '')`,
  readLog: 'SELECT FROM "ExportAccessLog"',
  changeLog: `UPDATE "ExportAccessLog" SET "action" = ''`,
  shortenLog: 'DELETE FROM "ExportAccessLog"',
  createTable: 'CREATE TABLE mine (n int)',
} as const
type Deed = keyof typeof DEEDS

const EACH: Deed[] = ['readJobs', 'updateJob', 'readRequester']
const SENDING: Deed[] = ['holdMessages', 'readMessages', 'removeMessages']
const ADDING: Deed[] = ['addJob', 'addMessage']
const READING_ROWS: Deed[] = ['readRows', 'readChoices']
const OF_SCHEDULES: Deed[] = ['readSchedules', 'readRuns', 'readBackfills', 'endBackfills']

const COMMON: Deed[] = [...EACH, ...SENDING, ...ADDING, ...READING_ROWS, ...OF_SCHEDULES]

const OF_WORKER: Deed[] = [
  ...COMMON,
  ...([
    'takeTurnsOnSchedules',
    'addRun',
    'beginRuns',
    'pauseSchedules',
    'readAllStatistics',
  ] as const),
  ...(['readNotices', 'addNotice', 'changeNotices'] as const),
]
const OF_API: Deed[] = [
  ...COMMON,
  ...([
    'addSchedule',
    'changeSchedules',
    'takeTurnsOnSchedules',
    'addBackfill',
    'addToLog',
  ] as const),
]

test.each<['bridge' | 'worker' | 'api', Deed[]]>([
  ['bridge', [...EACH, ...SENDING]],
  ['worker', OF_WORKER],
  ['api', OF_API],
])('lets the %s do its work and nothing else', async (process, deeds) => {
  const url = (await freshRoles(database.url))[process]
  const allowed: string[] = []
  for (const [deed, statement] of Object.entries(DEEDS)) {
    if (await may(url, statement)) allowed.push(deed)
  }
  expect(allowed.toSorted()).toEqual(deeds.toSorted())
})

test.each(['worker', 'api'] as const)(
  'shows the %s no row of anyone by itself',
  async (process) => {
    const roles = await freshRoles(database.url)
    const client = new Client({ connectionString: roles[process] })
    await client.connect()
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM "ScopeOfWork") AS scopes,
            (SELECT count(*)::int FROM "ClientScopeOfWork") AS "clientScopes",
            (SELECT count(*)::int FROM "Rfp") AS rfps`,
    )
    await client.end()
    expect(rows).toEqual([{ scopes: 0, clientScopes: 0, rfps: 0 }])
  },
)

test('can be repeated, also over a sample that was made anew', async () => {
  const first = await freshRoles(database.url)
  await createSample({ connectionString: database.url, rows: 20 })
  expect(await freshRoles(database.url)).toEqual(first)
  expect(await may(first.worker, READ_ROWS)).toBe(true)
})

test('can be made in several databases at a time', async () => {
  const calls = await Promise.all(Array.from({ length: 4 }, () => freshRoles(database.url)))
  for (const { worker } of calls) expect(await may(worker, READ_ROWS)).toBe(true)
})

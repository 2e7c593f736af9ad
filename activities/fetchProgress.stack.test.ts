/** What the heartbeats of a fetch say while its rows are staged, and what it leaves on the record. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { Knex } from 'knex'
import { handlerOf, type IExportHandler } from '../handlers/index.ts'
import { migrate } from '../migrations/index.ts'
import { createSample, sampleUsers } from '../stack/sample/index.ts'
import {
  type JobKey,
  knexExportJobs,
  knexRequesters,
  type ObjectStore,
  openDatabase,
} from '../stores/index.ts'
import { freshObjectStore, type TestObjectStore } from '../tests/support/objectStore.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { createFetchRows, type FetchedRows } from './fetchRows.ts'

let store: TestObjectStore
let database: Knex
let drop: () => Promise<void>
let visibleRows: number

beforeAll(async () => {
  store = await freshObjectStore()
  const fresh = await freshDatabase()
  drop = fresh.dispose
  await migrate(fresh.url)
  await createSample({ connectionString: fresh.url, rows: 3_000 })
  database = openDatabase({ url: fresh.url, applicationName: 'test' })
  const { rows } = await database.raw<{ rows: { rows: number }[] }>(
    'SELECT count(*)::int AS rows FROM "ScopeOfWork" WHERE "deletedAt" IS NULL',
  )
  visibleRows = rows[0]?.rows ?? 0
})
afterAll(async () => {
  await store.dispose()
  await database.destroy()
  await drop()
})

/** Fetches with a store that is slower than the heartbeats; gives what they and the log said. */
async function fetchWith(
  handler: IExportHandler,
): Promise<{ exportId: string; fetched: FetchedRows; beats: unknown[]; warnings: unknown[] }> {
  const exportId = randomUUID()
  const createdById = sampleUsers.DEMO_ADMIN_ID
  const job = { id: exportId, type: 'SOW', fileType: 'CSV', status: 'PENDING', createdById }
  await database('ExportJob').insert(job)
  const put: ObjectStore['put'] = async (...object) => {
    await sleep(1_500)
    await store.objects.put(...object)
  }
  const fetchRows = createFetchRows({
    database,
    replica: undefined,
    jobs: knexExportJobs(database),
    requesters: knexRequesters(database),
    objects: Object.create(store.objects, {
      get: { value: store.objects.get.bind(store.objects) },
      put: { value: put },
    }) as ObjectStore,
    handlerOf: () => handler,
  })
  const warnings: unknown[] = []
  const environment = new MockActivityEnvironment(
    { startToCloseTimeoutMs: 60_000 },
    {
      logger: new DefaultLogger('WARN', ({ message, meta }) => {
        const reason: unknown = meta?.['reason']
        warnings.push({ message, reason })
      }),
    },
  )
  const beats: unknown[] = []
  environment.on('heartbeat', (details: unknown) => beats.push(structuredClone(details)))
  const fetched = await environment.run<[JobKey], FetchedRows, typeof fetchRows>(fetchRows, {
    exportId,
    attempt: 1,
  })
  return { exportId, fetched, beats, warnings }
}

it('shows rows so far, and of how many', async () => {
  const { fetched, beats } = await fetchWith(handlerOf('SOW'))
  expect(visibleRows).toBeGreaterThan(2_900)
  expect(fetched.rows).toBe(visibleRows)
  expect(beats[0]).toEqual({ rows: 0, of: 0 })
  expect(beats.at(-1)).toEqual({ rows: visibleRows, of: visibleRows })
})

it('leaves on the record whose rows were read', async () => {
  const { exportId } = await fetchWith(handlerOf('SOW'))
  const record: unknown = await database('ExportJob').where({ id: exportId }).first('scope')
  expect(record).toEqual({ scope: { kind: 'all' } })
})

it('rejects where its job ended while the rows were read', async () => {
  const estimate = async () => {
    await database('ExportJob').update({ status: 'CANCELLED' })
    return { rows: 7, basis: 'PLANNED' as const }
  }
  await expect(fetchWith({ ...handlerOf('SOW'), estimate })).rejects.toMatchObject({
    code: 'JOB_NOT_ACTIVE',
  })
})

it('never shows fewer expected than read', async () => {
  const estimate = async () => ({ rows: 7, basis: 'PLANNED' as const })
  const { beats } = await fetchWith({ ...handlerOf('SOW'), estimate })
  expect(beats.at(-1)).toEqual({ rows: visibleRows, of: visibleRows })
})

it.each([
  ['statistics are missing', new Error('No statistics today')],
  ['the estimate is wrong', new TypeError('plans is not iterable')],
])('reads all rows when they can not be estimated since %s, and warns', async (_, error) => {
  const estimate = () => Promise.reject(error)
  const { fetched, beats, warnings } = await fetchWith({ ...handlerOf('SOW'), estimate })
  expect(fetched.rows).toBe(visibleRows)
  expect(beats.at(-1)).toEqual({ rows: visibleRows, of: visibleRows })
  expect(warnings).toEqual([
    {
      message: 'the rows could not be estimated',
      reason: `${error.name}: ${error.message}`,
    },
  ])
})

it.each([
  ['connection is lost', 'SELECT pg_terminate_backend(pg_backend_pid())', '57P01'],
  ['transaction has failed', 'SELECT 1 / 0', '22012'],
])('rejects with the reason when its %s during the estimate', async (_, statement, code) => {
  const estimate: IExportHandler['estimate'] = async (_request, _scope, transaction) => {
    await transaction.raw(statement)
    throw new Error('The statement did not fail.')
  }
  await expect(fetchWith({ ...handlerOf('SOW'), estimate })).rejects.toMatchObject({ code })
})

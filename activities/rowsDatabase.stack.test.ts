/** Which database serves, with a second database in the replica's place that can be made to differ. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { Knex } from 'knex'
import { ExportFailure, FailureCode, ReadFrom } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { knexExportJobs, openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { tcpProxy } from '../tests/support/tcpProxy.ts'
import { type RowsDatabase, readPreferringReplica } from './rowsDatabase.ts'

const EXPORT_ID = '8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0001'
const MARK = '2026-03-29T01:30:00.123456Z'
const KEY = { exportId: EXPORT_ID, attempt: 1 }
const { PRIMARY, REPLICA } = ReadFrom

interface Opened {
  knex: Knex
  url: string
  close: () => Promise<void>
}

async function open(): Promise<Opened> {
  const { url, dispose } = await freshDatabase()
  await migrate(url)
  const knex = openDatabase({ url, applicationName: 'test' })
  const job = { id: EXPORT_ID, type: 'SOW', fileType: 'CSV', status: 'PENDING' }
  await knex('ExportJob').insert({ ...job, createdById: EXPORT_ID })
  await knex.raw('CREATE TABLE "Both" (n int)')
  return { knex, url, close: () => knex.destroy().then(dispose) }
}

describe('readPreferringReplica', () => {
  let primary: Opened
  let replica: Opened
  let tried: ReadFrom[]
  const abort = { controller: new AbortController() }

  beforeAll(async () => {
    primary = await open()
    replica = await open()
    await primary.knex.raw('CREATE TABLE "PrimaryOnly" (n int)')
  })
  afterAll(async () => {
    await primary.close()
    await replica.close()
  })
  beforeEach(async () => {
    tried = []
    abort.controller = new AbortController()
    await mark(primary, MARK)
    await mark(replica, MARK)
  })

  const mark = ({ knex }: Opened, startedAt: string | null) =>
    knex('ExportJob').update({ startedAt })

  /** Reads by a query, or whatever `work` does; gives the databases that were tried. */
  async function read(
    sql: string,
    { from = replica.knex, before = nothing }: { from?: Knex; before?: () => void } = {},
  ): Promise<ReadFrom[]> {
    const { signal } = abort.controller
    const needed = {
      database: primary.knex,
      replica: from,
      jobs: knexExportJobs(primary.knex),
    }
    const work = (source: RowsDatabase) =>
      source.inSnapshot(async (transaction) => {
        tried.push(source.readFrom)
        before()
        await transaction.raw(sql)
      })
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
    await environment.run(() =>
      readPreferringReplica(needed, KEY, { name: 'test', limitMs: 60_000, signal }, work),
    )
    return tried
  }

  it('reads a replica that shows the job as the primary does', async () => {
    expect(await read('SELECT * FROM "Both"')).toEqual([REPLICA])
  })

  it('reads the primary at once where the job is not marked', async () => {
    await mark(primary, null)
    await mark(replica, null)
    expect(await read('SELECT * FROM "Both"')).toEqual([PRIMARY])
  })

  it('reads the primary where the replica’s mark is a microsecond older', async () => {
    await mark(replica, '2026-03-29T01:30:00.123455Z')
    expect(await read('SELECT * FROM "Both"')).toEqual([PRIMARY])
  }, 15_000)

  it('reads the primary where nothing listens at the replica’s address', async () => {
    const nowhere = openDatabase({ url: 'postgres://u:p@127.0.0.1:1/d', applicationName: 'test' })
    expect(await read('SELECT * FROM "Both"', { from: nowhere })).toEqual([PRIMARY])
    await nowhere.destroy()
  })

  it.each([
    ['before the snapshot begins', undefined],
    ['before it shows the job', 'ExportJob'],
  ])(
    'reads the primary where the replica falls silent %s',
    async (_, text) => {
      const address = new URL(replica.url)
      const proxy = await tcpProxy(address.host)
      address.host = proxy.address
      const silent = openDatabase({ url: address.href, applicationName: 'test' })
      try {
        await silent.raw('SELECT 1')
        if (text === undefined) proxy.fallSilent()
        else proxy.holdRequestsWith(text)
        expect(await read('SELECT * FROM "Both"', { from: silent })).toEqual([PRIMARY])
      } finally {
        await proxy.close()
        await silent.destroy()
      }
    },
    30_000,
  )

  it.each([
    ['lacks a table', 'SELECT * FROM "PrimaryOnly"'],
    [
      'ends the session',
      `SELECT CASE WHEN to_regclass('"PrimaryOnly"') IS NULL
                   THEN pg_terminate_backend(pg_backend_pid()) END`,
    ],
  ])('begins again on the primary when the replica %s', async (_, sql) => {
    expect(await read(sql)).toEqual([REPLICA, PRIMARY])
  })

  it.each([
    ['a value that can’t be', '22012', 'SELECT 1 / 0'],
    ['a cancelled statement', '57014', 'SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(9)'],
  ])('does not ask the primary after %s', async (_, code, sql) => {
    await expect(read(sql)).rejects.toMatchObject({ code })
    expect(tried).toEqual([REPLICA])
  })

  it('does not ask the primary when the export is cancelled', async () => {
    const before = () => abort.controller.abort()
    await expect(read('SELECT pg_sleep(9)', { before })).rejects.toMatchObject({ code: '57014' })
    expect(tried).toEqual([REPLICA])
  })

  it('does not ask the primary when the object store refuses', async () => {
    const before = () => {
      const { STORAGE_UNAVAILABLE: code } = FailureCode
      throw new ExportFailure({ code, message: 'It is full.', remedy: 'Wait.' })
    }
    await expect(read('SELECT 1', { before })).rejects.toMatchObject({ message: 'It is full.' })
    expect(tried).toEqual([REPLICA])
  })
})

function nothing(): void {}

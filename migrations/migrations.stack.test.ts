import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { describeSchema, migrate, rollback } from './index.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let knex: Knex

beforeEach(async () => {
  database = await freshDatabase()
  knex = openDatabase({ url: database.url, applicationName: 'migrations-test' })
})

afterEach(async () => {
  await knex.destroy()
  await database.dispose()
})

/** `ExportJob` as Connexus made it, with two jobs in it. */
async function connexusTable({ id = 'uuid', status = 'text', check = '' }): Promise<void> {
  await knex.raw(`
    CREATE TABLE "ExportJob" ("id" ${id} PRIMARY KEY, "type" text NOT NULL,
      "fileType" text NOT NULL, "status" ${status} NOT NULL DEFAULT 'PENDING' ${check},
      "createdById" ${id} NOT NULL, "createdAt" timestamptz DEFAULT now(),
      "startedAt" timestamptz, "completedAt" timestamptz, "fileUrl" text, "fileName" text,
      "errorMessage" text)`)
  await knex.raw(`COMMENT ON TABLE "ExportJob" IS 'Kept by the exports team.'`)
  await knex('ExportJob').insert([
    { id: ID, type: 'SOW', fileType: 'CSV', status: 'COMPLETED', createdById: USER },
    { id: OTHER_ID, type: 'RFP', fileType: 'PDF', status: 'PENDING', createdById: USER },
  ])
}

const ID = '8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0001'
const OTHER_ID = '8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0002'
const USER = '8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0003'

const JOB = { type: 'SOW', fileType: 'CSV', status: 'PENDING' }

const setStatus = (status: string) => knex('ExportJob').where({ id: OTHER_ID }).update({ status })

describe('on a fresh database', () => {
  it('makes the schema that is checked in', async () => {
    await migrate(database.url)
    const checkedIn = await readFile(new URL('./schema.txt', import.meta.url), 'utf8')
    expect(await describeSchema(database.url)).toBe(checkedIn)
  })

  it('leaves no table behind when rolled back, and can go up again', async () => {
    await migrate(database.url)
    const before = await describeSchema(database.url)
    await rollback(database.url)
    for (const table of ['ExportJob', 'ExportOutbox', 'ExportSchedule', 'ExportNotice']) {
      expect(await knex.schema.hasTable(table)).toBe(false)
    }
    await migrate(database.url)
    expect(await describeSchema(database.url)).toBe(before)
  })

  it('migrates once when started twice at the same time', async () => {
    const [first, second] = await Promise.all([migrate(database.url), migrate(database.url)])
    expect([...first, ...second]).toEqual([
      '001_exportJob',
      '002_cancelledStatus',
      '003_pipelineColumns',
      '004_readFrom',
      '005_completedIndex',
      '006_filePermission',
      '007_outbox',
      '008_accessLog',
      '009_schedules',
      '010_notices',
      '011_reuse',
      '012_sweep',
    ])
  })

  it('takes an idempotency key from each requester once, and jobs without one as often as they come', async () => {
    await migrate(database.url)
    const insert = (id: string, columns: object) =>
      knex('ExportJob').insert({ ...JOB, id, ...columns })
    await insert(ID, { createdById: USER, idempotencyKey: 'k' })
    await insert(OTHER_ID, { createdById: ID, idempotencyKey: 'k' })
    await insert(USER, { createdById: USER })
    const again = insert('8a1c3a35-5a8c-4c1e-9d1a-0f6f1d1a0004', {
      createdById: USER,
      idempotencyKey: 'k',
    })
    await expect(again).rejects.toThrow(/ExportJob_idempotency_idx/)
  })

  it('goes on after a run that was killed while it held the lock of knex', async () => {
    await migrate(database.url)
    await rollback(database.url)
    await knex('connexus_exports_migrations_lock').update({ is_locked: 1 })
    expect(await migrate(database.url)).toHaveLength(12)
  })
})

describe('on the table that Connexus made', () => {
  it.each([
    { name: 'uuid ids', table: {}, idType: 'uuid' },
    { name: 'text ids', table: { id: 'text' }, idType: 'text' },
    {
      name: 'a check on the status',
      table: { check: `CHECK ("status" IN ('PENDING', 'COMPLETED', 'FAILED'))` },
      idType: 'uuid',
    },
  ])('adds its columns and nothing else, with $name', async ({ table, idType }) => {
    await connexusTable(table)
    const before = await describeSchema(database.url)
    await migrate(database.url)
    const job: unknown = await knex('ExportJob').where({ id: ID }).first()
    expect(job).toMatchObject({ type: 'SOW', status: 'COMPLETED', attempt: 1, request: null })
    expect(await describeSchema(database.url)).toContain(`"tenantId" ${idType}\n`)
    await setStatus('CANCELLED')

    await rollback(database.url)
    expect(await describeSchema(database.url)).toBe(before)
    const { rows } = await knex.raw<{ rows: { comment: string }[] }>(
      `SELECT obj_description('"ExportJob"'::regclass) AS comment`,
    )
    expect(rows).toEqual([{ comment: 'Kept by the exports team.' }])
  })

  it('adds CANCELLED to an enum of statuses, and takes it away again', async () => {
    await knex.raw(`CREATE TYPE "ExportStatus" AS ENUM ('PENDING', 'COMPLETED', 'FAILED')`)
    await connexusTable({ status: '"ExportStatus"' })
    const before = await describeSchema(database.url)
    await migrate(database.url)
    expect(await setStatus('CANCELLED')).toBe(1)

    await rollback(database.url)
    expect(await describeSchema(database.url)).toBe(before)
    await expect(setStatus('CANCELLED')).rejects.toThrow(/invalid input value for enum/)
    expect(await knex('ExportJob').where({ id: OTHER_ID }).first()).toMatchObject({
      status: 'FAILED',
      errorMessage: 'The export was cancelled.',
    })
    await migrate(database.url)
    expect(await setStatus('CANCELLED')).toBe(1)
  })

  it('keeps refusing unknown statuses where a check did', async () => {
    await connexusTable({ check: `CHECK ("status" IN ('PENDING', 'COMPLETED', 'FAILED'))` })
    await migrate(database.url)
    await expect(setStatus('LOST')).rejects.toThrow(/violates check constraint/)
  })

  it('keeps a column of the same name that Connexus has already', async () => {
    await connexusTable({})
    await knex.raw('ALTER TABLE "ExportJob" ADD COLUMN "errorCode" varchar(40)')
    await migrate(database.url)
    await rollback(database.url)
    expect(await describeSchema(database.url)).toContain('"errorCode" character varying(40)')
  })
})

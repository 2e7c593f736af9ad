import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { migrate } from '../migrations/index.ts'
import { freshDatabase, freshRoles } from '../tests/support/stack.ts'
import { createSample } from './sample/index.ts'

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

const UPDATE_JOB = `UPDATE "ExportJob" SET "startedAt" = now()`
const DELETE_JOB = `DELETE FROM "ExportJob"`
const READ_REQUESTER = 'SELECT FROM "Users" JOIN "UserClient" ON true LIMIT 1'
const READ_ROWS = 'SELECT FROM "ScopeOfWork" LIMIT 1'
const CHANGE_ROWS = `UPDATE "ScopeOfWork" SET "scopeName" = ''`
const CREATE = 'CREATE TABLE mine (n int)'

test.each([
  ['bridge', { updateJob: true, requester: true, readRows: false }],
  ['worker', { updateJob: true, requester: true, readRows: true }],
] as const)('lets the %s do its work and nothing else', async (process, rights) => {
  const url = (await freshRoles(database.url))[process]
  expect(await may(url, UPDATE_JOB)).toBe(rights.updateJob)
  expect(await may(url, READ_REQUESTER)).toBe(rights.requester)
  expect(await may(url, READ_ROWS)).toBe(rights.readRows)
  for (const statement of [DELETE_JOB, CHANGE_ROWS, CREATE]) {
    expect([statement, await may(url, statement)]).toEqual([statement, false])
  }
})

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

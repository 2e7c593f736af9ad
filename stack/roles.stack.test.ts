import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { migrate } from '../migrations/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { createRoles } from './roles.ts'
import { createSample } from './sample/index.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let directory: string

beforeEach(async () => {
  database = await freshDatabase()
  directory = await mkdtemp(join(tmpdir(), 'connexus-roles-'))
  await createSample({ connectionString: database.url, rows: 10 })
  await migrate(database.url)
})

afterEach(async () => {
  await database.dispose()
  await rm(directory, { recursive: true })
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
  const url = (await createRoles(database.url, directory))[process]
  expect(await may(url, UPDATE_JOB)).toBe(rights.updateJob)
  expect(await may(url, READ_REQUESTER)).toBe(rights.requester)
  expect(await may(url, READ_ROWS)).toBe(rights.readRows)
  for (const statement of [DELETE_JOB, CHANGE_ROWS, CREATE]) {
    expect([statement, await may(url, statement)]).toEqual([statement, false])
  }
})

test('can be repeated, also over a sample that was made anew, with the same passwords', async () => {
  const first = await createRoles(database.url, directory)
  await createSample({ connectionString: database.url, rows: 20 })
  expect(await createRoles(database.url, directory)).toEqual(first)
  expect(await may(first.worker, READ_ROWS)).toBe(true)
})

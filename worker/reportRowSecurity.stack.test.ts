import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { migrate } from '../migrations/index.ts'
import { createSample } from '../stack/sample/index.ts'
import { openDatabase } from '../stores/index.ts'
import { freshDatabase, freshRoles } from '../tests/support/stack.ts'
import { reportRowSecurity } from './reportRowSecurity.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  fresh = await freshDatabase()
  await createSample({ connectionString: fresh.url, rows: 10 })
  await migrate(fresh.url)
})

afterAll(async () => {
  await fresh.dispose()
})

/** What a worker that connects with the URL logs. */
async function reportOf(url: string): Promise<unknown[]> {
  const lines: string[] = []
  const log = pino(
    { base: null, timestamp: false, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => lines.push(line) },
  )
  const database = openDatabase({ url, applicationName: 'test', maxConnections: 1 })
  try {
    await reportRowSecurity(database, log)
  } finally {
    await database.destroy()
  }
  return lines.map((line): unknown => JSON.parse(line))
}

test('warns while the query alone applies the scope, and names what to do', async () => {
  const { worker } = await freshRoles(fresh.url, { rowSecurity: false })
  expect(await reportOf(worker)).toEqual([
    {
      level: 'warn',
      tables: ['ScopeOfWork', 'ClientScopeOfWork', 'Rfp'],
      remedy: 'Run docker/rowSecurity.sql: see docs/production.md#row-level-security.',
      msg: 'row-level security is not in force on all tables: there, the query alone applies the scope',
    },
  ])
})

test('says that it is in force', async () => {
  const { worker } = await freshRoles(fresh.url)
  expect(await reportOf(worker)).toEqual([{ level: 'info', msg: 'row-level security is in force' }])
})

test('says that it could not be told when the database is out of reach', async () => {
  const url = new URL(fresh.url)
  url.port = '1'
  expect(await reportOf(url.href)).toMatchObject([
    { level: 'warn', msg: 'whether row-level security is in force could not be told' },
  ])
})

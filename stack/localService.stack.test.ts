/** Starts stacks of its own, without bridge and worker, since the pipeline has tests of its own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { Client } from 'pg'
import { startLocalService } from './localService.ts'

jest.setTimeout(180_000)

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-local-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

/** Starts and stops; gives what was said, the environment file, and the counts of two tables. */
async function visit(rows?: number) {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const given = rows === undefined ? {} : { rows }
  const service = await startLocalService({
    directory,
    ...given,
    bridge: false,
    worker: false,
    api: false,
    say,
  })
  const env = parseEnv(await readFile(service.envFile, 'utf8'))
  const client = new Client({ connectionString: env['DATABASE_URL'] })
  await client.connect()
  const { rows: counts } = await client.query<{ scopes: number; jobs: number }>(
    `SELECT (SELECT count(*)::int FROM "ScopeOfWork") AS scopes,
            (SELECT count(*)::int FROM "ExportJob") AS jobs`,
  )
  await client.query(
    `INSERT INTO "ExportJob" ("type", "fileType", "status", "createdById")
     VALUES ('SOW', 'CSV', 'PENDING', $1)`,
    [env['DEMO_ADMIN_ID']],
  )
  await client.end()
  await service.stop()
  return { said, env, counts: counts[0] }
}

/** Tokens are signed at each start. */
function withoutTokens(env: NodeJS.Dict<string>): unknown {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.endsWith('_TOKEN')))
}

test('fills the sample once, anew when another row count is asked for, and keeps the jobs', async () => {
  const filling = (count: string) => `Filling the sample with ${count} scopes of work`
  const first = await visit(1100)
  expect(first.said).toContain(filling('1,100'))
  expect(first.counts).toEqual({ scopes: 1100, jobs: 0 })
  const second = await visit()
  expect(second.said.filter((line) => line.startsWith('Filling'))).toEqual([])
  expect(second.counts).toEqual({ scopes: 1100, jobs: 1 })
  expect(withoutTokens(second.env)).toEqual(withoutTokens(first.env))
  const third = await visit(90)
  expect(third.said).toContain(`${filling('90')}, instead of 1,100`)
  expect(third.counts).toEqual({ scopes: 90, jobs: 2 })
})

test('says that all is up when the API and its page answer, and what signs in there', async () => {
  const service = await startLocalService({
    directory,
    rows: 90,
    bridge: false,
    worker: false,
    api: true,
    say: () => undefined,
  })
  try {
    const env = parseEnv(await readFile(service.envFile, 'utf8'))
    expect(env['API_URL']).toBe(service.apiUrl)
    const authorization = `Bearer ${env['API_TOKEN']}`
    const answer = await fetch(`${env['API_URL']}/me`, { headers: { authorization } })
    expect(await answer.json()).toMatchObject({ id: env['DEMO_ADMIN_ID'], role: 'ADMIN' })
    const page = await fetch(service.apiUrl)
    expect(await page.text()).toContain('<script type="module"')
  } finally {
    await service.stop()
  }
})

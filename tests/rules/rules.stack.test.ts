/**
 * Thousands of requests, each compared with the rules as plain SQL. RULE_REQUESTS sets how many;
 * default 3,000.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { assert, asyncProperty } from 'fast-check'
import type { Knex } from 'knex'
import { Client } from 'pg'
import { environment } from '../../config/environment.ts'
import { FailureCode } from '../../contract/index.ts'
import { migrate } from '../../migrations/index.ts'
import { createSample } from '../../stack/sample/index.ts'
import { openDatabase } from '../../stores/index.ts'
import { freshDatabase, freshRoles } from '../support/stack.ts'
import { type Asked, anyRequest } from './anyRequest.ts'
import { changeSample } from './changeSample.ts'
import { columnOf, createExportFile, type ExportFile } from './exportedFile.ts'
import { readFacts, readUserIds } from './facts.ts'
import { headingsByRule, idsByRule, type Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { WORLDS, type World } from './worlds.ts'

const REQUESTS = Number(environment['RULE_REQUESTS'] ?? 3_000)
const RUNS = Math.ceil(REQUESTS / (WORLDS.length * RULES.length))
/** Scopes of work, and a third as many of the others: few enough for hundreds of requests a second. */
const SAMPLE_ROWS = 900

let client: Client
let databases: Record<World['role'], Knex>
let drop: () => Promise<void>

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.dispose
  await createSample({ connectionString: fresh.url, rows: SAMPLE_ROWS })
  client = new Client({ connectionString: fresh.url })
  await client.connect()
  // PostgreSQL expects a row or two of so many conditions, and would join tables row by row.
  await client.query('SET enable_nestloop = off; SET jit = off')
  await changeSample(client)
  await migrate(fresh.url)
  const { worker } = await freshRoles(fresh.url)
  databases = { owner: open(fresh.url), worker: open(worker) }
})

afterAll(async () => {
  await databases.owner.destroy()
  await databases.worker.destroy()
  await client.end()
  await drop()
})

function open(url: string): Knex {
  return openDatabase({ url, applicationName: 'rules-test' })
}

/** What is in the file: its headings and ids in order, or why there is none. */
async function exported(exportFile: ExportFile, rule: Rule, { userId, request }: Asked) {
  const file = await exportFile(rule.type, userId, request)
  if (typeof file === 'string') return file
  return { headings: file.headings, ids: columnOf(file, request.columns, rule.idColumn) }
}

/** What must be in it. */
async function ruled(rule: Rule, { userId, request }: Asked) {
  const ids = await idsByRule(client, rule, userId, request)
  if (!ids) return FailureCode.REQUESTER_NOT_ALLOWED
  return { headings: headingsByRule(rule, request.columns), ids }
}

describe.each(WORLDS)('with $name', (world) => {
  test.each(RULES)(
    'a file of $type has the rows that the rules give, in their order',
    async (rule) => {
      const facts = await readFacts(client, rule.type)
      const users = await readUserIds(client)
      const exportFile = createExportFile(databases[world.role], world)
      const outcomes = { rows: 0, none: 0, refused: 0 }
      const holds = asyncProperty(anyRequest(rule, facts, users), async (asked) => {
        const expected = await ruled(rule, asked)
        expect(await exported(exportFile, rule, asked)).toEqual(expected)
        if (typeof expected === 'string') outcomes.refused += 1
        else outcomes[expected.ids.length > 0 ? 'rows' : 'none'] += 1
      })
      await assert(holds, { numRuns: RUNS })
      // Equal because there is nothing in either would prove little.
      expect(outcomes.rows).toBeGreaterThan(RUNS / 5)
      expect(outcomes.refused).toBeGreaterThan(0)
    },
    60_000 + RUNS * 200,
  )
})

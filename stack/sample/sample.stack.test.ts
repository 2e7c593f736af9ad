import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { freshDatabase } from '../../tests/support/stack.ts'
import { createSample, sampleId, sampleRows, sampleUsers } from './index.ts'
import { CONNEXUS_TABLES } from './tables.ts'
import { LONGEST_TEXT, ODD_DAYS, ODD_TEXTS } from './texts.ts'

let url: string
let dispose = async (): Promise<void> => {}
let connection: Client

beforeAll(async () => {
  ;({ url, dispose } = await freshDatabase())
  connection = new Client({ connectionString: url })
  await connection.connect()
})

afterAll(async () => {
  await connection.end()
  await dispose()
})

async function valueOf(sql: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await connection.query<{ value: unknown }>(`SELECT (${sql}) AS value`, values)
  return rows[0]?.value
}

/** A digest of all that a table holds. */
async function digests(): Promise<unknown[]> {
  const found = []
  for (const table of CONNEXUS_TABLES) {
    found.push(
      await valueOf(`SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "${table}" t`),
    )
  }
  return found
}

describe('createSample', () => {
  test('is known by its row count, and replaced by one of another count', async () => {
    expect(await sampleRows(connection)).toBeUndefined()
    await createSample({ connectionString: url, rows: 3_000 })
    expect(await sampleRows(connection)).toBe(3_000)
    await createSample({ connectionString: url, rows: 300 })
    expect(await sampleRows(connection)).toBe(300)
    expect(await valueOf('SELECT count(*)::int FROM "ScopeOfWork"')).toBe(300)
    expect(await valueOf('SELECT count(*)::int FROM "Rfp"')).toBe(100)
  })

  test('makes the same data again, and reports what it fills', async () => {
    await createSample({ connectionString: url, rows: 400 })
    const before = await digests()
    const filled: string[] = []
    await createSample({
      connectionString: url,
      rows: 400,
      onProgress: ({ table }) => filled.push(table),
    })
    expect(await digests()).toEqual(before)
    expect(filled.toSorted((a, b) => a.localeCompare(b))).toEqual(
      CONNEXUS_TABLES.toSorted((a, b) => a.localeCompare(b)),
    )
  })

  test('refuses to drop tables that are no sample', async () => {
    const other = await freshDatabase()
    const production = new Client({ connectionString: other.url })
    await production.connect()
    try {
      await production.query('CREATE TABLE "Rfp" ("id" int); INSERT INTO "Rfp" VALUES (1)')
      await expect(createSample({ connectionString: other.url, rows: 10 })).rejects.toThrow(
        'Rfp, which are no sample',
      )
      expect((await production.query('SELECT * FROM "Rfp"')).rowCount).toBe(1)
    } finally {
      await production.end()
      await other.dispose()
    }
  })

  test.each([0, 1.5, -1, Number.NaN])('refuses %d rows', async (rows) => {
    await expect(createSample({ connectionString: url, rows })).rejects.toThrow(RangeError)
  })
})

describe('the sample', () => {
  beforeAll(async () => {
    await createSample({ connectionString: url, rows: 20_000 })
  })

  test('has 40 clients of very different sizes, 500 users and 50 services', async () => {
    expect(await valueOf('SELECT count(*)::int FROM "Client"')).toBe(40)
    expect(await valueOf('SELECT count(*)::int FROM "Users"')).toBe(500)
    expect(await valueOf('SELECT count(*)::int FROM "Services"')).toBe(50)
    const { rows } = await connection.query<{ rows: number }>(
      `SELECT count(s."id")::int AS rows FROM "Client" c
       LEFT JOIN "ScopeOfWork" s ON s."clientId" = c."id" GROUP BY c."id" ORDER BY rows DESC`,
    )
    expect(rows[0]?.rows).toBeGreaterThan(4_500)
    expect(rows[0]?.rows).toBeLessThan(5_500)
    expect(rows.filter((client) => client.rows === 0)).toHaveLength(1)
  })

  test('has the three known users', async () => {
    const { rows } = await connection.query<{ role: string; clients: number }>(
      `SELECT u."role", u."isActive", u."clientId", count(a."clientId")::int AS clients
       FROM unnest($1::uuid[]) WITH ORDINALITY AS known (id, place)
       JOIN "Users" u ON u."id" = known.id LEFT JOIN "UserClient" a ON a."userId" = u."id"
       GROUP BY u."id", place ORDER BY place`,
      [[sampleUsers.DEMO_ADMIN_ID, sampleUsers.DEMO_STAFF_ID, sampleUsers.DEMO_CLIENT_ID]],
    )
    expect(rows).toEqual([
      { role: 'ADMIN', isActive: true, clientId: null, clients: 0 },
      { role: 'STAFF', isActive: true, clientId: null, clients: 6 },
      { role: 'CLIENT', isActive: true, clientId: sampleId('client', 2), clients: 0 },
    ])
  })

  test('gives ids that are known without a query', async () => {
    const found = 'SELECT count(*)::int FROM "ScopeOfWork" WHERE "id" = $1'
    expect(await valueOf(found, [sampleId('scope', 1)])).toBe(1)
    expect(await valueOf(found, [sampleId('scope', 20_000)])).toBe(1)
    expect(await valueOf(found, [sampleId('scope', 20_001)])).toBe(0)
  })

  test('has every odd text and day, and a text too long for a cell', async () => {
    expect(
      await valueOf(
        'SELECT count(DISTINCT "scopeName")::int FROM "ScopeOfWork" WHERE "scopeName" = ANY($1)',
        [ODD_TEXTS],
      ),
    ).toBe(ODD_TEXTS.length)
    expect(await valueOf('SELECT max(length("scopeName")) FROM "ScopeOfWork"')).toBe(LONGEST_TEXT)
    expect(
      await valueOf(
        'SELECT count(DISTINCT "effectiveFrom")::int FROM "ScopeOfWorkVersion" WHERE "effectiveFrom" = ANY($1)',
        [ODD_DAYS],
      ),
    ).toBe(ODD_DAYS.length)
  })

  test('has scopes without a current version, and both NULL and empty text', async () => {
    const count = (where: string) => valueOf(`SELECT count(*)::int FROM ${where}`)
    const noCurrent = `"ScopeOfWork" s WHERE NOT EXISTS (SELECT FROM "ScopeOfWorkVersion" v
      WHERE v."scopeOfWorkId" = s."id" AND v."isCurrent")`
    expect(await count(noCurrent)).toBeGreaterThan(100)
    for (const [table, column] of [
      ['ScopeOfWorkVersion', 'description'],
      ['ClientScopeOfWork', 'clientReference'],
      ['Rfp', 'awardedTo'],
    ]) {
      expect(await count(`"${table}" WHERE "${column}" IS NULL`)).toBeGreaterThan(0)
      expect(await count(`"${table}" WHERE "${column}" = ''`)).toBeGreaterThan(0)
    }
  })

  test("keeps a client's scope with the client of its scope of work", async () => {
    expect(
      await valueOf(`SELECT count(*)::int FROM "ClientScopeOfWork" c
        JOIN "ScopeOfWork" s ON s."id" = c."scopeOfWorkId" WHERE s."clientId" <> c."clientId"`),
    ).toBe(0)
  })
})

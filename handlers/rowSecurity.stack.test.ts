/**
 * The scope is applied twice, by the handler's query and by PostgreSQL: either alone must hold. The
 * rest of Connexus must not notice.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Knex } from 'knex'
import { Client } from 'pg'
import { type ChangeWindow, ExportRequestType, type Scope } from '../contract/index.ts'
import { migrate } from '../migrations/index.ts'
import { createSample, sampleId } from '../stack/sample/index.ts'
import { openDatabase } from '../stores/index.ts'
import { rowsOf } from '../tests/contracts/handlerReading.ts'
import { freshDatabase, freshRoles } from '../tests/support/stack.ts'
import { handlerOf } from './exportFactory.ts'
import { setRowSecurity, tablesWithoutRowSecurity } from './rowSecurity.ts'

const TABLES = ['ScopeOfWork', 'ClientScopeOfWork', 'Rfp']
const EXPORTS: { type: ExportRequestType; table: string; idColumn: string }[] = [
  { type: ExportRequestType.SOW, table: 'ScopeOfWork', idColumn: 'scopeId' },
  { type: ExportRequestType.CLIENT_SOW, table: 'ClientScopeOfWork', idColumn: 'clientScopeId' },
  { type: ExportRequestType.RFP, table: 'Rfp', idColumn: 'rfpId' },
]
const OURS = sampleId('client', 2)
const OTHERS = sampleId('client', 3)
const EVERYTHING: Scope = { kind: 'all' }
const ONLY_OURS: Scope = { kind: 'clients', clientIds: [OURS], confidential: true }

let url: string
let dispose: () => Promise<void>
let owner: Knex
/** Of one connection, so that each transaction follows the one before on it. */
let worker: Knex

beforeAll(async () => {
  ;({ url, dispose } = await freshDatabase())
  await createSample({ connectionString: url, rows: 2_000 })
  await migrate(url)
  const { worker: workerUrl } = await freshRoles(url)
  owner = openDatabase({ url, applicationName: 'owner' })
  worker = openDatabase({ url: workerUrl, applicationName: 'worker', maxConnections: 1 })
})

afterAll(async () => {
  await Promise.all([owner.destroy(), worker.destroy()])
  await dispose()
})

/** Ids of a table's rows in order, as the role of `database` sees them. */
async function idsOf(database: Knex, table: string, where = 'true'): Promise<string[]> {
  const { rows } = await database.raw<{ rows: { id: string }[] }>(
    `SELECT "id" FROM "${table}" WHERE ${where} ORDER BY "id"`,
  )
  return rows.map(({ id }) => id)
}

/** The same in a transaction with the scope. */
async function idsWithin(scope: Scope, table: string, type = 'SOW'): Promise<string[]> {
  return await worker.transaction(async (transaction) => {
    await setRowSecurity(transaction, type, scope)
    return await idsOf(transaction, table)
  })
}

/** Ids of an export whose query has one scope, and whose transaction has the other. */
async function exportedIds(
  { type, idColumn }: { type: ExportRequestType; idColumn: string },
  ofQuery: Scope,
  ofTransaction: Scope,
  changes?: ChangeWindow,
): Promise<string[]> {
  const request = { columns: [idColumn], timeZone: 'UTC' }
  return await worker.transaction(async (transaction) => {
    await setRowSecurity(transaction, type, ofTransaction)
    const ids: string[] = []
    const { blocks } = handlerOf(type).fetch(request, ofQuery, transaction, changes)
    for await (const block of blocks) ids.push(...rowsOf(block).map((row) => String(row.at(-1))))
    return ids.toSorted()
  })
}

describe.each(TABLES)('the worker sees of %s', (table) => {
  test('nothing unless a scope is set', async () => {
    expect(await idsOf(worker, table)).toEqual([])
  })

  test('everything with the scope of all', async () => {
    const ids = await idsWithin(EVERYTHING, table)
    expect(ids.length).toBeGreaterThan(600)
    expect(ids).toEqual(await idsOf(owner, table))
  })

  test('rows of the scope’s clients alone, and none where it has no client', async () => {
    const ids = await idsWithin(ONLY_OURS, table)
    expect(ids.length).toBeGreaterThan(10)
    expect(ids).toEqual(await idsOf(owner, table, `"clientId" = '${OURS}'`))
    expect(await idsWithin({ ...ONLY_OURS, clientIds: [] }, table)).toEqual([])
  })

  test('nothing any more in the next transaction of the same connection', async () => {
    expect((await idsWithin(EVERYTHING, table)).length).toBeGreaterThan(600)
    expect(await worker.transaction((transaction) => idsOf(transaction, table))).toEqual([])
  })

  test.each([
    [`${OURS}","${OTHERS}`],
    [`${OURS},${OTHERS}`],
    [`{${OURS},${OTHERS}}`],
    [`${OURS}"},{"${OTHERS}`],
    [`${OURS}', true), set_config('connexus_exports.scope', 'all`],
    [`${OURS}\\`],
    ['all'],
    [''],
  ])('nothing for a client whose id is %s', async (id) => {
    await expect(
      idsWithin({ kind: 'clients', clientIds: [id], confidential: true }, table),
    ).rejects.toMatchObject({ code: '22P02' })
  })
})

test.each(Object.values(ExportRequestType))(
  'an export of %s reads no row in a transaction whose scope has none',
  async (type) => {
    const nobody: Scope = { kind: 'clients', clientIds: [], confidential: false }
    const idColumn = handlerOf(type).columns().at(-1)?.key ?? ''
    expect(await exportedIds({ type, idColumn }, EVERYTHING, nobody)).toEqual([])
    const all = await exportedIds({ type, idColumn }, EVERYTHING, EVERYTHING)
    expect(all.length).toBeGreaterThan(600)
  },
)

test('the worker sees confidential requests for proposal only where the scope includes them', async () => {
  const confidential = await idsOf(owner, 'Rfp', `"clientId" = '${OURS}' AND "isConfidential"`)
  const open = await idsOf(owner, 'Rfp', `"clientId" = '${OURS}' AND NOT "isConfidential"`)
  expect([confidential.length > 0, open.length > 0]).toEqual([true, true])
  expect(await idsWithin({ ...ONLY_OURS, confidential: false }, 'Rfp')).toEqual(open)
  expect(await idsWithin(ONLY_OURS, 'Rfp')).toEqual([...confidential, ...open].toSorted())
})

describe('a client scope that refers to another client’s scope of work', () => {
  const clientScope = sampleId('clientScope', 1)
  let foreign: string

  beforeAll(async () => {
    foreign = (await idsOf(owner, 'ScopeOfWork', `"clientId" = '${OTHERS}'`))[0] ?? ''
    await owner('ClientScopeOfWork')
      .where({ id: clientScope })
      .update({ clientId: OURS, scopeOfWorkId: foreign })
  })

  test('is exported with the name of it', async () => {
    const names = await worker.transaction(async (transaction) => {
      await setRowSecurity(transaction, ExportRequestType.CLIENT_SOW, ONLY_OURS)
      return await transaction('ClientScopeOfWork as row')
        .leftJoin('ScopeOfWork as scope', 'scope.id', 'row.scopeOfWorkId')
        .where('row.id', clientScope)
        .pluck<string[]>('scope.scopeName')
    })
    expect(names).toEqual(
      await owner('ScopeOfWork').where({ id: foreign }).pluck<string[]>('scopeName'),
    )
    expect(names[0]?.length).toBeGreaterThan(0)
  })

  test('opens that one scope of work, in exports of client scopes alone', async () => {
    const own = await idsOf(owner, 'ScopeOfWork', `"clientId" = '${OURS}'`)
    const visible = (type: string) => idsWithin(ONLY_OURS, 'ScopeOfWork', type)
    expect(await visible(ExportRequestType.CLIENT_SOW)).toEqual([...own, foreign].toSorted())
    expect(await visible(ExportRequestType.SOW)).toEqual(own)
  })
})

describe('everyone else sees and changes all rows as before', () => {
  const PASSWORD = 'of-the-application'

  beforeAll(async () => {
    await owner.raw(`CREATE ROLE connexus_app LOGIN PASSWORD '${PASSWORD}'`)
    await owner.raw(
      'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO connexus_app',
    )
  })

  afterAll(async () => {
    await owner.raw('DROP OWNED BY connexus_app')
    await owner.raw('DROP ROLE connexus_app')
  })

  function urlOf(who: string): string {
    if (who === 'the owner') return url
    const app = new URL(url)
    app.username = 'connexus_app'
    app.password = PASSWORD
    return app.href
  }

  const cases = ['the owner', 'a role of Connexus'].flatMap((who) =>
    TABLES.map((table) => ({ who, table })),
  )
  test.each(cases)('$who, $table', async ({ who, table }) => {
    const all = (await idsOf(owner, table)).length
    const client = new Client({ connectionString: urlOf(who) })
    await client.connect()
    try {
      const affected = async (statement: string) => (await client.query(statement)).rowCount
      await client.query('BEGIN')
      expect(await affected(`SELECT FROM "${table}"`)).toBe(all)
      expect(await affected(`UPDATE "${table}" SET "updatedAt" = now()`)).toBe(all)
      await client.query(`CREATE TEMP TABLE added AS SELECT * FROM "${table}" LIMIT 1`)
      await client.query('UPDATE added SET "id" = gen_random_uuid()')
      expect(await affected(`INSERT INTO "${table}" SELECT * FROM added`)).toBe(1)
      const mine = '"id" IN (SELECT "id" FROM added)'
      expect(await affected(`DELETE FROM "${table}" WHERE ${mine}`)).toBe(1)
    } finally {
      await client.end()
    }
  })
})

describe.each(EXPORTS)('of an export of $type', (exported) => {
  const where = `"clientId" = '${OURS}' AND "deletedAt" IS NULL`
  const ofAllTime = { start: '0001-01-01T00:00:00Z', end: '9999-12-31T00:00:00Z' }

  test('the policies alone hold, should the query leave its scope out', async () => {
    const ids = await exportedIds(exported, EVERYTHING, ONLY_OURS)
    expect(ids).toEqual(await idsOf(owner, exported.table, where))
    const changed = await exportedIds(exported, EVERYTHING, ONLY_OURS, ofAllTime)
    expect(changed).toEqual(await idsOf(owner, exported.table, `"clientId" = '${OURS}'`))
  })

  test('the query alone holds, without the policies', async () => {
    await owner.raw(`ALTER TABLE "${exported.table}" DISABLE ROW LEVEL SECURITY`)
    try {
      const ids = await exportedIds(exported, ONLY_OURS, ONLY_OURS)
      expect(ids).toEqual(await idsOf(owner, exported.table, where))
      expect(await idsOf(worker, exported.table)).toEqual(await idsOf(owner, exported.table))
    } finally {
      await owner.raw(`ALTER TABLE "${exported.table}" ENABLE ROW LEVEL SECURITY`)
    }
  })
})

describe('tablesWithoutRowSecurity', () => {
  test('are none for the worker’s role, and all for the owner, whom nothing holds', async () => {
    expect(await tablesWithoutRowSecurity(worker)).toEqual([])
    expect(await tablesWithoutRowSecurity(owner)).toEqual(TABLES)
  })

  test.each([
    ['it is off', 'ALTER TABLE "Rfp" DISABLE ROW LEVEL SECURITY'],
    ['it has no policy of ours', 'DROP POLICY connexus_exports_scope ON "Rfp"'],
    ['its policy is another role’s', 'ALTER POLICY connexus_exports_scope ON "Rfp" TO pg_monitor'],
    ['it is no table', 'ALTER TABLE "Rfp" RENAME TO "Requests"'],
  ])('name a table where %s', async (_, change) => {
    const transaction = await owner.transaction()
    try {
      await transaction.raw(change)
      await transaction.raw('SET LOCAL ROLE connexus_worker')
      expect(await tablesWithoutRowSecurity(transaction)).toEqual(['Rfp'])
    } finally {
      await transaction.rollback()
    }
  })
})

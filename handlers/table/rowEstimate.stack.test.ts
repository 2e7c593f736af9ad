/** Estimates beside the truth, with and without row-level security. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Knex } from 'knex'
import type { ExportRequestType, RowEstimate, Scope } from '../../contract/index.ts'
import { migrate } from '../../migrations/index.ts'
import { createSample, sampleId } from '../../stack/sample/index.ts'
import { openDatabase } from '../../stores/index.ts'
import { EVERYTHING } from '../../tests/contracts/handlerReading.ts'
import { freshDatabase, freshRoles } from '../../tests/support/stack.ts'
import { handlerOf, setRowSecurity } from '../index.ts'

/** Of each table a part is a sample. */
const ROWS = 90_000
const STAFF: Scope = {
  kind: 'clients',
  clientIds: [2, 5, 9].map((n) => sampleId('client', n)),
  confidential: true,
}
/** Makes every plan too dear to be run. */
const DEAR = 'SET LOCAL cpu_tuple_cost = 1000'

/** As the owner of the tables, whom no policy holds. */
let owner: Knex
/** As the worker, with row-level security in force. */
let worker: Knex
let dispose = async (): Promise<void> => {}

beforeAll(async () => {
  const fresh = await freshDatabase()
  dispose = fresh.dispose
  await createSample({ connectionString: fresh.url, rows: ROWS })
  await migrate(fresh.url)
  const roles = await freshRoles(fresh.url)
  owner = openDatabase({ url: fresh.url, applicationName: 'owner' })
  worker = openDatabase({ url: roles.worker, applicationName: 'worker' })
})

afterAll(async () => {
  await Promise.all([owner.destroy(), worker.destroy()])
  await dispose()
})

interface Asked {
  /** Default: the owner. */
  as?: Knex
  type?: ExportRequestType
  filters?: Record<string, unknown>
  scope?: Scope
  /** Statements that go before, in the same transaction. */
  after?: string[]
}

async function inTransaction<T>(
  work: (transaction: Knex.Transaction) => Promise<T>,
  database = owner,
): Promise<T> {
  return await database.transaction(work, { isolationLevel: 'repeatable read', readOnly: true })
}

async function estimate(asked: Asked): Promise<RowEstimate> {
  const { as: database, type = 'SOW', filters = {}, scope = EVERYTHING, after = [] } = asked
  return await inTransaction(async (transaction) => {
    for (const statement of after) await transaction.raw(statement)
    await setRowSecurity(transaction, type, scope)
    return await handlerOf(type).estimate({ filters, timeZone: 'UTC' }, scope, transaction)
  }, database)
}

/** Rows of a fetch by the owner. */
async function truth({ type = 'SOW', filters = {}, scope = EVERYTHING }: Asked): Promise<number> {
  return await inTransaction(async (transaction) => {
    let rows = 0
    const { blocks } = handlerOf(type).fetch({ filters, timeZone: 'UTC' }, scope, transaction)
    for await (const block of blocks) rows += block.rows
    return rows
  })
}

/** Whether it is inferred, and no more than `times` too high or too low. */
async function expectWithin(times: number, basis: string, asked: Asked): Promise<void> {
  const rows = await truth(asked)
  const expected = await estimate(asked)
  expect(expected.basis).toBe(basis)
  expect(Number.isInteger(expected.rows)).toBe(true)
  expect(expected.rows).toBeGreaterThan(rows / times)
  expect(expected.rows).toBeLessThan(rows * times)
}

async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  await owner.transaction(async (transaction) => {
    await transaction.raw('LOCK TABLE ?? IN ACCESS EXCLUSIVE MODE', [table])
    await work()
  })
}

describe('an estimate', () => {
  test('is the count where counting is cheap', async () => {
    const asked = { filters: { status: 'ACTIVE' }, scope: STAFF }
    const rows = await truth(asked)
    expect(rows).toBeGreaterThan(100)
    expect(await estimate(asked)).toEqual({ rows, basis: 'COUNTED' })
  })

  test('is inferred from a sample of the table where counting is dear', async () => {
    for (const as of [owner, worker]) {
      const asked = { as, after: [DEAR] }
      await expectWithin(1.05, 'SAMPLED', asked)
      await expectWithin(1.2, 'SAMPLED', { ...asked, scope: STAFF })
      await expectWithin(1.05, 'SAMPLED', { ...asked, filters: { status: ['ACTIVE', 'DRAFT'] } })
    }
  })

  test('joins what a filter needs', async () => {
    const filters = { serviceIds: sampleId('service', 4) }
    const asked = { type: 'CLIENT_SOW', filters } as const
    expect(await estimate(asked)).toEqual({ rows: await truth(asked), basis: 'COUNTED' })
    await expectWithin(1.2, 'SAMPLED', { ...asked, after: [DEAR] })
  })

  test('is zero for filters that find nothing, and for a scope without clients', async () => {
    const nothing = { rows: 0, basis: 'COUNTED' }
    expect(await estimate({ filters: { search: 'no name contains this' } })).toEqual(nothing)
    const scope: Scope = { kind: 'clients', clientIds: [], confidential: false }
    expect(await estimate({ type: 'RFP', scope })).toEqual(nothing)
  })

  test('knows rows that lie together in the table', async () => {
    await owner.raw(`CREATE SCHEMA ordered;
      CREATE TABLE ordered."Rfp" AS SELECT * FROM public."Rfp" ORDER BY "createdAt"`)
    const after = ['SET LOCAL search_path = ordered, public', DEAR]
    for (const filters of [{ createdTo: '2023-12-31' }, { createdFrom: '2026-01-01' }]) {
      await expectWithin(1.2, 'SAMPLED', { type: 'RFP', filters, after })
    }
  })

  test('is a few rows, not the planner’s, where a sample has none', async () => {
    // Row-level security keeps the planner from looking a search up in its statistics.
    const asked: Asked = { as: worker, filters: { search: 'q' }, after: [DEAR] }
    expect(await truth(asked)).toBe(0)
    const { rows, basis } = await estimate(asked)
    expect(basis).toBe('SAMPLED')
    expect(rows).toBeGreaterThan(3)
    expect(rows).toBeLessThan(100)
  })

  test('is the planner’s of a view, which has no pages', async () => {
    await owner.raw(`CREATE SCHEMA viewed;
      CREATE VIEW viewed."Rfp" AS SELECT * FROM public."Rfp"`)
    const after = ['SET LOCAL search_path = viewed, public', DEAR]
    await expectWithin(2, 'PLANNED', { type: 'RFP', after })
  })

  test('leaves the limit of the transaction’s statements as it was', async () => {
    await inTransaction(async (transaction) => {
      await transaction.raw(`SET LOCAL statement_timeout = '77s'`)
      await handlerOf('SOW').estimate({ timeZone: 'UTC' }, EVERYTHING, transaction)
      const { rows } = await transaction.raw<{ rows: unknown }>('SHOW statement_timeout')
      expect(rows).toEqual([{ statement_timeout: '77s' }])
    })
  })

  test('rejects where it can not be had, and the transaction goes on', async () => {
    await inTransaction(async (transaction) => {
      await transaction.raw(`SET LOCAL search_path = pg_catalog`)
      const estimating = handlerOf('SOW').estimate({ timeZone: 'UTC' }, EVERYTHING, transaction)
      await expect(estimating).rejects.toMatchObject({ code: '42P01' })
      expect((await transaction.raw<{ rows: unknown }>('SELECT 1 AS one')).rows).toEqual([
        { one: 1 },
      ])
    })
  })

  test('is refused in a moment behind a lock, and the transaction goes on', async () => {
    await whileLocked('Rfp', () =>
      inTransaction(async (transaction) => {
        const startedAt = performance.now()
        const estimating = handlerOf('RFP').estimate({ timeZone: 'UTC' }, EVERYTHING, transaction)
        await expect(estimating).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
        expect(performance.now() - startedAt).toBeLessThan(2_500)
        expect((await transaction.raw<{ rows: unknown }>('SELECT 1 AS one')).rows).toEqual([
          { one: 1 },
        ])
      }),
    )
  })

  test('rejects with the reason for which its connection is lost', async () => {
    await whileLocked('Rfp', async () => {
      const estimating = worker.transaction(async (transaction) => {
        const asked = handlerOf('RFP').estimate({ timeZone: 'UTC' }, EVERYTHING, transaction)
        await expect(asked).rejects.toMatchObject({ code: '57P01' })
      })
      const ended = endWaiting()
      // The transaction itself can't end as it should.
      await expect(estimating).rejects.toThrow('connection error')
      await ended
    })
  })
})

/** Ends the session of the worker that waits for a lock, as soon as there is one. */
async function endWaiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await owner.raw<{ rowCount: number }>(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'worker' AND wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (rowCount > 0) return
  }
}

describe('a table that was never analysed', () => {
  test.each([0, 1_000])('with %d rows is counted', async (rows) => {
    const schema = `fresh_${rows}`
    await owner.raw(`CREATE SCHEMA ${schema};
      CREATE TABLE ${schema}."Rfp" WITH (autovacuum_enabled = false)
        AS TABLE public."Rfp" WITH NO DATA;
      INSERT INTO ${schema}."Rfp" SELECT * FROM public."Rfp" WHERE "deletedAt" IS NULL LIMIT ${rows};
      ALTER TABLE ${schema}."Rfp" ENABLE ROW LEVEL SECURITY;
      CREATE POLICY everything ON ${schema}."Rfp" USING (true);
      GRANT USAGE ON SCHEMA ${schema} TO connexus_worker;
      GRANT SELECT ON ${schema}."Rfp" TO connexus_worker`)
    const asked: Asked = { as: worker, type: 'RFP' }
    const after = [`SET LOCAL search_path = ${schema}`]
    expect(await estimate({ ...asked, after })).toEqual({ rows, basis: 'COUNTED' })
    // No more pages than a sample has.
    expect(await estimate({ ...asked, after: [...after, DEAR] })).toEqual({
      rows,
      basis: 'COUNTED',
    })
  })
})

describe('with row-level security, which repeats the scope', () => {
  const FILTERS = {
    'no filter': {},
    'a status': { status: ['PROPOSED', 'SIGNED'] },
    'an inner join with another such table': {
      serviceIds: [1, 4, 6].map((n) => sampleId('service', n)),
    },
    'an outer join with another such table': { search: 'audit' },
  }

  test.each(Object.entries(FILTERS))('a sample is a good one with %s', async (_, filters) => {
    for (const scope of [EVERYTHING, STAFF]) {
      const asked: Asked = { as: worker, type: 'CLIENT_SOW', scope, filters, after: [DEAR] }
      await expectWithin(1.5, 'SAMPLED', asked)
    }
  })

  test('rows are counted like any others where that is cheap', async () => {
    const asked: Asked = { type: 'RFP', scope: STAFF, filters: { status: 'OPEN' } }
    const rows = await truth(asked)
    expect(await estimate({ ...asked, as: worker })).toEqual({ rows, basis: 'COUNTED' })
  })

  test('the planner’s estimate stands in for what takes too long, and is none the lower', async () => {
    await owner.raw(`
      CREATE FUNCTION slow() RETURNS boolean LANGUAGE plpgsql COST 0.0001
        AS $$ BEGIN PERFORM pg_sleep(0.01); RETURN true; END $$;
      CREATE POLICY slow ON "Rfp" AS RESTRICTIVE TO connexus_worker USING (slow())`)
    for (const scope of [EVERYTHING, STAFF]) {
      for (const filters of [{}, { status: ['OPEN', 'CLOSED'] }]) {
        for (const after of [[], [DEAR]]) {
          await expectWithin(2, 'PLANNED', { as: worker, type: 'RFP', scope, filters, after })
        }
      }
    }
  })
})

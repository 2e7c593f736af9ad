/** Estimates of real exports on the sample: rows, sizes, limits, rights and faults. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import {
  ColumnType,
  EstimateBasis,
  type ExportEstimate,
  type ExportRequest,
  ExportRequestType,
  Role,
} from '../contract/index.ts'
import { createFormats, type FormatLimits } from '../formats/index.ts'
import { handlerOf, type IExportHandler } from '../handlers/index.ts'
import { column, createTableHandler } from '../handlers/table/index.ts'
import { migrate } from '../migrations/index.ts'
import { createSample, sampleUsers } from '../stack/sample/index.ts'
import { knexExportHistory, knexRequesters, openDatabase } from '../stores/index.ts'
import { freshDatabase } from '../tests/support/stack.ts'
import { type EstimateDependencies, estimateExport } from './index.ts'

const { DEMO_ADMIN_ID, DEMO_STAFF_ID, DEMO_CLIENT_ID } = sampleUsers
const SOW_CSV: ExportRequest = { type: 'SOW', fileType: 'CSV' }
const SOW_PDF: ExportRequest = { type: 'SOW', fileType: 'PDF' }

let database: Knex
/** Holds every plan too dear to be run. */
let dear: Knex
let drop: () => Promise<void>

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.dispose
  await migrate(fresh.url)
  await createSample({ connectionString: fresh.url, rows: 20_000 })
  database = openDatabase({ url: fresh.url, applicationName: 'test' })
  const url = new URL(fresh.url)
  url.searchParams.set('options', '-c cpu_tuple_cost=1000')
  dear = openDatabase({ url: url.href, applicationName: 'test' })
})
afterAll(async () => {
  await Promise.all([database.destroy(), dear.destroy()])
  await drop()
})
afterEach(async () => {
  await database('ExportJob').delete()
})

interface Circumstances extends Partial<EstimateDependencies> {
  userId?: string
  limits?: FormatLimits
}

async function estimate(
  request: ExportRequest,
  { userId = DEMO_ADMIN_ID, limits = {}, ...others }: Circumstances = {},
): Promise<ExportEstimate> {
  const formats = createFormats(limits)
  const needed: EstimateDependencies = {
    database,
    requesters: knexRequesters(database),
    history: knexExportHistory(database),
    handlerOf,
    formatOf: (fileType) => formats[fileType],
    ...others,
  }
  return await estimateExport(needed, { userId, request })
}

async function rowsWhere(condition: string): Promise<number> {
  const { rows } = await database.raw<{ rows: { rows: number }[] }>(
    `SELECT count(*)::int AS rows FROM "ScopeOfWork" WHERE "deletedAt" IS NULL AND ${condition}`,
  )
  return rows[0]?.rows ?? 0
}

describe('rows', () => {
  it('are counted where that is cheap, and nothing stands in the way', async () => {
    const rows = await rowsWhere(`"scopeOfWorkStatus" = 'ACTIVE'`)
    expect(rows).toBeGreaterThan(1_000)
    expect(await estimate({ ...SOW_CSV, filters: { status: 'ACTIVE' } })).toMatchObject({
      rows,
      basis: 'COUNTED',
      failures: [],
      possibleFailures: [],
    })
  })

  it('are those of the requester’s scope', async () => {
    const { rows } = await estimate(SOW_CSV, { userId: DEMO_STAFF_ID })
    expect(rows).toBe(
      await rowsWhere(`"clientId" IN (SELECT "clientId" FROM "UserClient"
        WHERE "userId" = '${DEMO_STAFF_ID}')`),
    )
    expect(rows).toBeGreaterThan(0)
  })

  it('are estimated where counting is dear', async () => {
    const truth = await rowsWhere('TRUE')
    const { rows, basis } = await estimate(SOW_CSV, { database: dear })
    expect(basis).toBe('SAMPLED')
    expect(rows).toBeGreaterThan(truth * 0.95)
    expect(rows).toBeLessThan(truth * 1.05)
  })

  it('are read in a session that can change nothing and says what it is', async () => {
    let session: unknown
    const handler: IExportHandler = {
      ...handlerOf('SOW'),
      estimate: async (_request, _scope, transaction) => {
        const { rows } = await transaction.raw<{ rows: unknown[] }>(`SELECT
          current_setting('application_name') AS name,
          current_setting('transaction_read_only') AS "isReadOnly"`)
        session = rows[0]
        return { rows: 1, basis: EstimateBasis.COUNTED }
      },
    }
    await estimate(SOW_CSV, { handlerOf: () => handler })
    expect(session).toEqual({ name: 'connexus-export estimate', isReadOnly: 'on' })
  })

  it('can not be had behind a lock, which is said in a moment', async () => {
    await database.transaction(async (transaction) => {
      await transaction.raw('LOCK TABLE "ScopeOfWork" IN ACCESS EXCLUSIVE MODE')
      const startedAt = performance.now()
      await expect(estimate(SOW_CSV)).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        failures: [{ remedy: expect.stringContaining('Try again in a moment') }],
      })
      expect(performance.now() - startedAt).toBeLessThan(2_500)
    })
  })
})

describe('limits', () => {
  const TOO_MANY = { code: 'TOO_MANY_ROWS', remedy: 'Choose XLSX or CSV, or narrow the filters.' }

  it('of rows are hit as the export itself would hit them', async () => {
    const rows = await rowsWhere('TRUE')
    const { failures, possibleFailures } = await estimate(SOW_PDF, { limits: { pdfRows: 1_000 } })
    const message = `The export has ${rows.toLocaleString('en')} rows, which exceeds the limit of 1,000 for PDF.`
    expect(failures).toEqual([{ ...TOO_MANY, message }])
    expect(possibleFailures).toEqual([])
  })

  it('of rows are not hit by as many rows as are allowed', async () => {
    const rows = await rowsWhere('TRUE')
    const { failures, possibleFailures } = await estimate(SOW_PDF, { limits: { pdfRows: rows } })
    expect([...failures, ...possibleFailures]).toEqual([])
  })

  it.each([15_000, 25_000])('of %d rows are perhaps hit by about 20,000', async (pdfRows) => {
    const found = await estimate(SOW_PDF, { database: dear, limits: { pdfRows } })
    const message = `The export has about ${found.rows.toLocaleString('en')} rows, which may exceed the limit of ${pdfRows.toLocaleString('en')} for PDF.`
    expect(found.failures).toEqual([])
    expect(found.possibleFailures).toEqual([{ ...TOO_MANY, message }])
  })

  it('of rows are no fact as long as nobody has counted', async () => {
    const found = await estimate(SOW_PDF, { database: dear, limits: { pdfRows: 1_000 } })
    expect(found.failures).toEqual([])
    expect(found.possibleFailures).toMatchObject([{ code: 'TOO_MANY_ROWS' }])
  })

  it('of rows are far from an estimate of less than half as many', async () => {
    const found = await estimate(SOW_PDF, { database: dear, limits: { pdfRows: 90_000 } })
    expect([...found.failures, ...found.possibleFailures]).toEqual([])
  })

  it('of rows do not threaten an export without rows, whatever the planner expects', async () => {
    const asked = { ...SOW_PDF, filters: { search: 'q' } }
    const found = await estimate(asked, { database: dear, limits: { pdfRows: 1_000 } })
    expect([...found.failures, ...found.possibleFailures]).toEqual([])
  })

  it('of columns are hit, beside those of rows', async () => {
    const wide = createTableHandler({
      type: ExportRequestType.SOW,
      roles: [Role.ADMIN],
      table: 'ScopeOfWork',
      joins: {},
      columns: Array.from({ length: 300 }, (_, i) =>
        column(`Name ${i}`, ColumnType.TEXT, 'row.scopeName'),
      ),
      filters: {},
    })
    const circumstances = { handlerOf: () => wide, limits: { pdfRows: 10 } }
    const { failures } = await estimate(SOW_PDF, circumstances)
    expect(failures.map(({ code }) => code)).toEqual(['TOO_MANY_ROWS', 'TOO_MANY_COLUMNS'])
    const few = { ...SOW_PDF, columns: ['name0', 'name1'] }
    expect((await estimate(few, circumstances)).failures).toHaveLength(1)
    expect((await estimate(SOW_CSV, circumstances)).failures).toEqual([])
  })
})

describe('whoever may not have the export', () => {
  it.each([
    ['a client’s user who asks for scopes of work', DEMO_CLIENT_ID],
    ['a user that does not exist', randomUUID()],
    ['no user at all', 'nobody'],
  ])('is told so: %s', async (_, userId) => {
    await expect(estimate(SOW_CSV, { userId })).rejects.toMatchObject({
      code: 'REQUESTER_NOT_ALLOWED',
      message: expect.not.stringContaining(userId),
    })
  })

  it('learns nothing of the request’s faults', async () => {
    const filters = { status: 'ASLEEP' }
    const asking = estimate({ ...SOW_CSV, filters }, { userId: DEMO_CLIENT_ID })
    await expect(asking).rejects.toMatchObject({ failures: [{ code: 'REQUESTER_NOT_ALLOWED' }] })
  })
})

describe('a request', () => {
  it('is refused with every fault at once', async () => {
    const filters = { status: 'ASLEEP', colour: 'red' }
    await expect(estimate({ ...SOW_CSV, filters, columns: ['shape'] })).rejects.toMatchObject({
      failures: ['filters.status', 'filters.colour', 'columns[0]'].map((field) => {
        return { code: 'INVALID_REQUEST', field }
      }),
    })
  })

  it('is refused for what its message would be refused for, besides the handler’s faults', async () => {
    const asked = {
      ...SOW_PDF,
      filters: { status: 'ASLEEP' },
      columns: Array.from({ length: 201 }, () => 'status'),
      title: 'x'.repeat(201),
      options: { locale: 'tlh-QO', pdf: { paper: 'A3' } },
    }
    await expect(estimate(asked as ExportRequest)).rejects.toMatchObject({
      failures: ['columns', 'title', 'options.locale', 'options.pdf.paper', 'filters.status'].map(
        (field) => ({ code: 'INVALID_REQUEST', field }),
      ),
    })
    const filters = [] as unknown as Record<string, unknown>
    await expect(estimate({ ...SOW_CSV, filters })).rejects.toMatchObject({
      failures: [{ code: 'INVALID_REQUEST', field: 'filters' }],
    })
  })

  it('is refused for a type that nobody exports', async () => {
    const type = 'INVOICE' as ExportRequestType
    await expect(estimate({ ...SOW_CSV, type })).rejects.toMatchObject({ code: 'UNSUPPORTED_TYPE' })
  })
})

describe('bytes and seconds', () => {
  async function complete(fileType: string, jobs: [bytes: number, seconds: number][]) {
    const job = { type: 'SOW', fileType, status: 'COMPLETED', createdById: DEMO_ADMIN_ID }
    const startedAt = new Date('2026-11-01T12:00:00Z')
    await database('ExportJob').insert(
      jobs.map(([byteCount, seconds]) => {
        const completedAt = new Date(startedAt.getTime() + seconds * 1_000)
        return { ...job, id: randomUUID(), rowCount: 10_000, byteCount, startedAt, completedAt }
      }),
    )
  }

  it('are about what was measured as long as no such export has completed', async () => {
    await complete('XLSX', [[99e9, 99_000]])
    const { rows, bytes, seconds } = await estimate(SOW_CSV)
    expect(bytes / rows).toBeGreaterThan(80)
    expect(bytes / rows).toBeLessThan(160)
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(5)
  })

  it('follow the exports that completed, but not the odd one among them', async () => {
    await complete('CSV', [
      [5_000_000, 40],
      [5_000_000, 40],
      [5_000_000, 7_200],
    ])
    const { rows, bytes, seconds } = await estimate(SOW_CSV)
    expect(bytes / rows).toBeGreaterThan(480)
    expect(bytes / rows).toBeLessThan(520)
    expect(seconds).toBeGreaterThan(40)
    expect(seconds).toBeLessThan(80)
  })

  it('depend on how many columns are asked for', async () => {
    const all = await estimate(SOW_CSV)
    const one = await estimate({ ...SOW_CSV, columns: ['status'] })
    expect(one.rows).toBe(all.rows)
    expect(all.bytes / one.bytes).toBeGreaterThan(5)
  })
})

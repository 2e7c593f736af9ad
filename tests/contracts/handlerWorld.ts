/** The database of one run of the handlers' suite, and the two ways to ask it: handler and plain SQL. */
import { afterAll, beforeAll } from '@jest/globals'
import knex, { type Knex } from 'knex'
import type { RowRequest, Scope } from '../../contract/index.ts'
import type { IExportHandler } from '../../handlers/index.ts'
import { freshDatabase } from '../support/stack.ts'
import { EVERYTHING, readRows } from './handlerReading.ts'

export interface HandlerWorld {
  /** Both known when the tests run. */
  url: () => string
  database: () => Knex
  /** Ids that the handler exports, in its order. */
  idsOf: (request: RowRequest, scope?: Scope) => Promise<string[]>
  /** Ids of the rows that are not deleted and fit the condition, in the order given. */
  idsWhere: (where: string, values?: string[], order?: string) => Promise<string[]>
  /** Gives so many rows these values, and the answer is their ids. */
  setRows: (values: Record<string, string>[]) => Promise<string[]>
  /** Ids of the clients with the most rows, the largest first. */
  largestClients: (count: number) => Promise<string[]>
}

interface Exported {
  handler: IExportHandler
  prepare: (url: string) => Promise<unknown>
  table: string
  idColumn: string
}

const DEFAULT_ORDER = 't."updatedAt" DESC, t."id"'

/** Prepares the database before the file's tests, and drops it after them. */
export function handlerWorld({ handler, prepare, table, idColumn }: Exported): HandlerWorld {
  let database: Knex
  let url: string
  let dispose = async (): Promise<void> => {}

  beforeAll(async () => {
    const fresh = await freshDatabase()
    dispose = fresh.dispose
    url = fresh.url
    await prepare(url)
    database = knex({ client: 'pg', connection: url, pool: { min: 0, max: 4 } })
  })

  afterAll(async () => {
    await database.destroy()
    await dispose()
  })

  async function idsWhere(
    where: string,
    values: string[] = [],
    order: string = DEFAULT_ORDER,
  ): Promise<string[]> {
    const { rows } = await database.raw<{ rows: { id: string }[] }>(
      `SELECT t."id" FROM "${table}" t WHERE t."deletedAt" IS NULL AND (${where}) ORDER BY ${order}`,
      values,
    )
    return rows.map(({ id }) => id)
  }

  return {
    url: () => url,
    database: () => database,
    idsWhere,
    idsOf: async (request, scope = EVERYTHING) => {
      const rows = await readRows(database, handler, { ...request, columns: [idColumn] }, scope)
      return rows.map(([id]) => String(id))
    },
    setRows: async (values) => {
      const ids = await idsWhere('TRUE', [], `t."id" LIMIT ${values.length}`)
      for (const [index, value] of values.entries()) {
        await database(table)
          .where('id', ids[index] ?? '')
          .update(value)
      }
      return ids
    },
    largestClients: async (count) => {
      const { rows } = await database.raw<{ rows: { clientId: string }[] }>(
        `SELECT "clientId" FROM "${table}" WHERE "deletedAt" IS NULL GROUP BY "clientId"
         ORDER BY count(*) DESC, "clientId" LIMIT ${count}`,
      )
      return rows.map(({ clientId }) => clientId)
    },
  }
}

/** Makes things happen to rows of an exported table at instants that a test chooses, in plain SQL. */
import type { Knex } from 'knex'
import type { HandlerWorld } from './handlerWorld.ts'

/** Ways in which a row changes by more than itself: statements on its id `:id` at the instant `:at`. */
export type OtherChanges = Readonly<Record<string, readonly string[]>>

/** A row that something happens to, and when. */
export interface Happening {
  id: string
  at: string
}

export interface RowHistory {
  /** A new row that is otherwise like another one; nothing where its id exists. */
  insert(row: Happening, like: string): Promise<void>
  /** Makes all that can change of a row like another one. */
  overwrite(row: Happening, like: string): Promise<void>
  /** Marks it as deleted, and touches nothing else. */
  remove(row: Happening): Promise<void>
  restore(row: Happening): Promise<void>
  /** One of the contract's other changes. */
  change(row: Happening, statements: readonly string[]): Promise<void>
}

const IDENTITY: readonly string[] = ['id', 'createdAt', 'updatedAt', 'deletedAt']

/** An instant after all of the samples: so many microseconds into 2030. */
export function instantAt(microseconds: number): string {
  return `2030-01-01T00:00:00.${String(microseconds).padStart(6, '0')}Z`
}

/** Runs in a transaction that is rolled back. */
export async function withHistory<Result>(
  { database }: HandlerWorld,
  table: string,
  work: (history: RowHistory, transaction: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await database().transaction()
  try {
    return await work(await historyIn(transaction, table), transaction)
  } finally {
    await transaction.rollback()
  }
}

async function historyIn(transaction: Knex.Transaction, table: string): Promise<RowHistory> {
  const columns = Object.keys(await transaction(table).columnInfo())
  const copied = columns.filter((column) => !IDENTITY.includes(column))
  const changing = copied.filter((column) => column !== 'createdById')

  return {
    insert: async ({ id, at }, like) => {
      const names = identifiers(copied)
      await transaction.raw(
        `INSERT INTO "${table}" ("id", "createdAt", "updatedAt", ${names})
         SELECT :id, :at, :at, ${names} FROM "${table}" WHERE "id" = :like ON CONFLICT DO NOTHING`,
        { id, at, like },
      )
    },
    overwrite: async ({ id, at }, like) => {
      const names = identifiers(changing)
      await transaction.raw(
        `UPDATE "${table}" SET "updatedAt" = :at,
           (${names}) = (SELECT ${names} FROM "${table}" o WHERE o."id" = :like)
         WHERE "id" = :id`,
        { id, at, like },
      )
    },
    remove: async ({ id, at }) => {
      await transaction(table).where({ id }).update({ deletedAt: at })
    },
    restore: async ({ id, at }) => {
      await transaction(table).where({ id }).update({ deletedAt: null, updatedAt: at })
    },
    change: async (row, statements) => {
      for (const sql of statements) await transaction.raw(sql, { ...row })
    },
  }
}

function identifiers(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}

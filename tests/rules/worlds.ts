/** What keeps rows out of sight in a test: the handler's base query, row-level security, or both. */
import type { Knex } from 'knex'
import type { ExportRequestType, Scope } from '../../contract/index.ts'

export interface World {
  name: string
  /** Prepares the transaction, and says which scope the handler is given. */
  enter(transaction: Knex.Transaction, type: ExportRequestType, scope: Scope): Promise<Scope>
}

const BASE_QUERY: World = {
  name: 'the base query alone',
  enter: async (_transaction, _type, scope) => scope,
}

export const WORLDS: readonly World[] = [BASE_QUERY]

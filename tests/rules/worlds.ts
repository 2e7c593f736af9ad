/**
 * What keeps rows out of sight: the handler's base query and row-level security, as in production,
 * and each of the two alone, as if the other one failed.
 */
import type { Knex } from 'knex'
import type { ExportRequestType, Scope } from '../../contract/index.ts'
import { setRowSecurity } from '../../handlers/index.ts'

export interface World {
  name: string
  /** Whose connection reads; row-level security does not hold for the tables' owner. */
  role: 'owner' | 'worker'
  /** Prepares the fetch's transaction, and says which scope the handler is given. */
  enter(transaction: Knex.Transaction, type: ExportRequestType, scope: Scope): Promise<Scope>
}

export const WORLDS: readonly World[] = [
  {
    name: 'the base query and row-level security',
    role: 'worker',
    async enter(transaction, type, scope) {
      await setRowSecurity(transaction, type, scope)
      return scope
    },
  },
  {
    name: 'the base query alone',
    role: 'owner',
    enter: async (_transaction, _type, scope) => scope,
  },
  {
    name: 'row-level security alone',
    role: 'worker',
    async enter(transaction, type, scope) {
      await setRowSecurity(transaction, type, scope)
      return { kind: 'all' }
    },
  },
]

/**
 * The requester's scope as PostgreSQL's row-level security applies it, independently of any query:
 * see docker/rowSecurity.sql, whose policies read what is set here.
 */
import type { Knex } from 'knex'
import type { Scope } from '../contract/index.ts'

/** Tables whose rows have a policy. */
const PROTECTED_TABLES = ['ScopeOfWork', 'ClientScopeOfWork', 'Rfp']
/** What that policy is called on each of them. */
const POLICY = 'connexus_exports_scope'

/**
 * Keeps the transaction to the scope until it ends, where row-level security is in force. An id that
 * is no uuid fails the queries that follow (22P02).
 */
export async function setRowSecurity(
  transaction: Knex.Transaction,
  type: string,
  scope: Scope,
): Promise<void> {
  const { clientIds, confidential } =
    scope.kind === 'clients' ? scope : { clientIds: [], confidential: true }
  // PostgreSQL prints the array itself: what an id holds can't end it.
  await transaction.raw(
    `SELECT set_config('connexus_exports.type', ?, true),
       set_config('connexus_exports.scope', ?, true),
       set_config('connexus_exports.client_ids', (?::text[])::text, true),
       set_config('connexus_exports.confidential', ?, true)`,
    [type, scope.kind, clientIds, String(confidential)],
  )
}

/**
 * Exported tables on which row-level security does not hold for the role that asks: it is off, or
 * has no policy for the role, or the role is above it. Empty when it is in force.
 */
export async function tablesWithoutRowSecurity(database: Knex): Promise<string[]> {
  const { rows } = await database.raw<{ rows: { name: string }[] }>(
    `SELECT name FROM unnest(?::text[]) WITH ORDINALITY AS t(name, place)
      WHERE NOT coalesce(row_security_active(to_regclass(quote_ident(name))), false)
         OR NOT EXISTS (
           SELECT FROM pg_policy JOIN pg_roles ON pg_roles.oid = ANY (polroles)
            WHERE polrelid = to_regclass(quote_ident(name)) AND polname = ? AND NOT polpermissive
              AND polcmd IN ('r', '*') AND pg_has_role(pg_roles.oid, 'USAGE'))
      ORDER BY place`,
    [PROTECTED_TABLES, POLICY],
  )
  return rows.map(({ name }) => name)
}

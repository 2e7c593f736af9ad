/** Other tables that a query looks at: those that are needed, and no other. */
import type { Knex } from 'knex'
import { aliasOf, type ColumnOf } from './columns.ts'
import type { AnyTable, TableJoin } from './exportTable.ts'

/** Adds the joins that these columns are of. */
export function addJoins(
  query: Knex.QueryBuilder,
  { joins }: AnyTable,
  columns: readonly ColumnOf<string>[],
): void {
  for (const [alias, join] of joinsOf(columns.map(aliasOf), joins)) addJoin(query, alias, join)
}

/** The joins of these aliases, each after the one that it rests on. */
function joinsOf(
  aliases: readonly string[],
  joins: AnyTable['joins'],
): ReadonlyMap<string, TableJoin<string>> {
  const needed = new Map<string, TableJoin<string>>()
  const need = (alias: string): void => {
    const join = joins[alias]
    if (!join || needed.has(alias)) return
    need(aliasOf(join.equals))
    needed.set(alias, join)
  }
  aliases.forEach(need)
  return needed
}

function addJoin(query: Knex.QueryBuilder, alias: string, join: TableJoin<string>): void {
  void query.leftJoin(`${join.table} as ${alias}`, (clause) => {
    clause.on(`${alias}.${join.column}`, join.equals)
    if (join.only !== undefined) clause.andOnVal(`${alias}.${join.only}`, true)
  })
}

/** Says at the worker's start whether PostgreSQL keeps it to the requester's rows, too. */
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { tablesWithoutRowSecurity } from '../handlers/index.ts'

/** Never rejects: a database that is out of reach is told of by the first export that needs it. */
export async function reportRowSecurity(database: Knex, log: Logger): Promise<void> {
  try {
    const tables = await tablesWithoutRowSecurity(database)
    if (tables.length === 0) {
      log.info('row-level security is in force')
      return
    }
    log.warn(
      { tables, remedy: 'Run docker/rowSecurity.sql: see docs/production.md#row-level-security.' },
      'row-level security is not in force on all tables: there, the query alone applies the scope',
    )
  } catch (error) {
    log.warn({ error }, 'whether row-level security is in force could not be told')
  }
}

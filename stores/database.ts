/** Opens the connection pool to Connexus' database. `destroy()` on what it gives closes it. */
import createKnex, { type Knex } from 'knex'
import { TypeOverrides, types } from 'pg'

export interface DatabaseSettings {
  /** `postgresql://user:password@host:port/database`; may carry `sslmode` and the like. */
  url: string
  /** Shown in `pg_stat_activity`, so that an operator can tell whose query runs. */
  applicationName: string
  /** Most connections at a time. Default 10. */
  maxConnections?: number
  /** Longest that one statement may take, in milliseconds. Default: no limit. */
  statementTimeoutMs?: number
  migrations?: Knex.MigratorConfig
}

const CONNECT_TIMEOUT_MS = 10_000
const KEEPALIVE_DELAY_MS = 10_000

/** As text, since pg would put them into the process's time zone. */
const valueTypes = new TypeOverrides()
valueTypes.setTypeParser(types.builtins.DATE, (value) => value)
valueTypes.setTypeParser(types.builtins.TIMESTAMP, (value) => value)

/** knex would write to the console; whoever waits for a connection is told by an error anyway. */
const SILENT: Knex.Logger = {
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
}

/** Connects when first used: an unreachable database is an error of the first query. */
export function openDatabase(settings: DatabaseSettings): Knex {
  const { statementTimeoutMs } = settings
  return createKnex({
    client: 'pg',
    // Messages of errors go to logs: they show the statement, never the values bound to it.
    compileSqlOnError: false,
    connection: {
      connectionString: settings.url,
      application_name: settings.applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // A peer that vanished without a word must not hold a connection for hours.
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
      types: { getTypeParser: (oid: number) => valueTypes.getTypeParser<string>(oid, 'text') },
      ...(statementTimeoutMs === undefined
        ? {}
        : // The server's limit ends the query; the client's helps when the server is silent.
          { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + 1_000 }),
    },
    pool: { min: 0, max: settings.maxConnections ?? 10 },
    log: SILENT,
    acquireConnectionTimeout: CONNECT_TIMEOUT_MS + 5_000,
    ...(settings.migrations ? { migrations: settings.migrations } : {}),
  })
}

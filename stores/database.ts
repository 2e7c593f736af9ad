/** Opens the connection pool to Connexus' database. `destroy()` on what it gives closes it. */
import { Socket } from 'node:net'
import { callbackify } from 'node:util'
import createKnex, { type Knex } from 'knex'
import { Client, TypeOverrides, types } from 'pg'
import { cutConnection } from './connection.ts'

export interface DatabaseSettings {
  /** `postgresql://user:password@host:port/database`; may carry `sslmode` and the like. */
  url: string
  /** Shown in `pg_stat_activity`, so that an operator can tell whose query runs. */
  applicationName: string
  /** Most connections at a time. Default 10. */
  maxConnections?: number
  /**
   * Longest that one statement may take, in milliseconds. Default: what the server or role says.
   * Behind a pooler the statement is given up a second later by us, and goes on in the server.
   */
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
    },
    pool: {
      min: 0,
      max: settings.maxConnections ?? 10,
      ...(statementTimeoutMs === undefined
        ? {}
        : { afterCreate: limitStatements(statementTimeoutMs) }),
    },
    log: SILENT,
    acquireConnectionTimeout: CONNECT_TIMEOUT_MS + 5_000,
    ...(settings.migrations ? { migrations: settings.migrations } : {}),
  })
}

/** Two limits: the server ends a long statement, and the client gives up a server that is silent. */
function limitStatements(statementTimeoutMs: number) {
  return callbackify(async (connection: unknown) => {
    if (!(connection instanceof Client)) throw new TypeError('The pool holds no client of pg.')
    cutWhenSilent(connection, statementTimeoutMs)
    await setStatementTimeout(connection, statementTimeoutMs)
    return connection
  })
}

/**
 * Limits the statements of a session that is ours alone. Behind a pooler the next transaction may be
 * somebody else's: there nothing is set, and a start-up parameter would be refused. A server greets
 * with the process id of its session, a pooler with a number of its own.
 */
async function setStatementTimeout(client: Client, statementTimeoutMs: number): Promise<void> {
  await client.query(
    `SELECT set_config('statement_timeout', $1, false) WHERE pg_backend_pid() = $2`,
    [String(statementTimeoutMs), 'processID' in client ? client.processID : undefined],
  )
}

/**
 * pg's own `query_timeout` would leave the dead connection in the pool for the next query to find.
 * Its socket is cut instead, and the pool makes a new one; this costs an idle connection now and
 * then.
 */
function cutWhenSilent(client: Client, statementTimeoutMs: number): void {
  const { stream } = client.connection
  if (!(stream instanceof Socket)) throw new TypeError('The client of pg has no socket.')
  stream.setTimeout(statementTimeoutMs + 1_000, () => {
    cutConnection(client, 'The database fell silent in the middle of a statement.')
  })
}

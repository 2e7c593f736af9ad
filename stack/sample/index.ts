/**
 * The Connexus tables with sample data: the same for the same row count, on every machine. Knows
 * nothing of exports; the exporter's own tables come from `migrations/`.
 */
import { Client, type ClientBase } from 'pg'
import { fillPeople } from './people.ts'
import { fillStatements } from './rows.ts'
import { SQL_FUNCTIONS } from './sqlFunctions.ts'
import { CONNEXUS_TABLES, CREATE_TABLES, KEYS_AND_INDEXES } from './tables.ts'

export { type SampleKind, sampleId, sampleUsers } from './ids.ts'

/** What the comment on "ScopeOfWork" says when the tables are a sample, followed by the rows. */
const MARK = 'Connexus sample, rows: '

export interface SampleOptions {
  /** Of a role that may create tables. */
  connectionString: string
  /** Scopes of work, 1 to 50,000,000; client scopes and requests for proposal are a third each. */
  rows: number
  /** Called when a table is filled, with its rows. The keys and indexes follow. */
  onProgress?: (step: { table: string; rows: number }) => void
}

/** Rows of the sample that the database holds; undefined when it holds none. */
export async function sampleRows(connection: ClientBase): Promise<number | undefined> {
  const { rows } = await connection.query<{ comment: string | null }>(
    `SELECT obj_description(to_regclass('"ScopeOfWork"'), 'pg_class') AS comment`,
  )
  const comment = rows[0]?.comment
  return comment?.startsWith(MARK) === true ? Number(comment.slice(MARK.length)) : undefined
}

/** The same, over a connection of its own. */
export async function sampleRowsAt(connectionString: string): Promise<number | undefined> {
  const connection = new Client({ connectionString })
  await connection.connect()
  try {
    return await sampleRows(connection)
  } finally {
    await connection.end()
  }
}

/** Refuses to drop tables that this module has not made: they may be production's. */
async function dropSample(connection: ClientBase): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NOT NULL`,
    [CONNEXUS_TABLES],
  )
  if (rows.length === 0) return
  if ((await sampleRows(connection)) === undefined) {
    throw new Error(
      `The database has ${rows.map(({ name }) => name).join(', ')}, which are no sample. ` +
        'Create the sample in an empty database.',
    )
  }
  await connection.query(
    `DROP TABLE ${CONNEXUS_TABLES.map((table) => `"${table}"`).join(', ')} CASCADE`,
  )
}

async function fill(connection: ClientBase, options: SampleOptions): Promise<void> {
  const { rows, onProgress } = options
  await dropSample(connection)
  for (const table of CONNEXUS_TABLES) {
    await connection.query(`CREATE TABLE "${table}" (${CREATE_TABLES[table]})`)
  }
  for (const definition of SQL_FUNCTIONS) await connection.query(definition)
  const people = await fillPeople(connection)
  for (const [table, count] of Object.entries(people)) onProgress?.({ table, rows: count })
  for (const { table, sql } of fillStatements(rows)) {
    const { rowCount } = await connection.query(sql)
    onProgress?.({ table, rows: rowCount ?? 0 })
  }
  for (const statement of KEYS_AND_INDEXES) await connection.query(statement)
  await connection.query(`COMMENT ON TABLE "ScopeOfWork" IS '${MARK}${rows}'`)
}

/**
 * Creates the Connexus tables and fills them, in one transaction: another session sees the old
 * sample or the new one. A sample that is there already is dropped, with whatever hangs on it.
 * Takes about 25 s for 1,000,000 rows on two slow cores. Throws when the tables exist and are no
 * sample.
 */
export async function createSample(options: SampleOptions): Promise<void> {
  if (!Number.isInteger(options.rows) || options.rows < 1 || options.rows > 50_000_000) {
    throw new RangeError('A sample has 1 to 50,000,000 rows.')
  }
  const connection = new Client({ connectionString: options.connectionString })
  await connection.connect()
  try {
    await connection.query('BEGIN')
    // Text such as instants must be read alike whatever the server's settings are.
    await connection.query(
      `SET LOCAL TimeZone = 'UTC'; SET LOCAL synchronous_commit = off;
       SET LOCAL maintenance_work_mem = '128MB'`,
    )
    await fill(connection, options)
    await connection.query('COMMIT')
    await connection.query(`ANALYZE ${CONNEXUS_TABLES.map((table) => `"${table}"`).join(', ')}`)
  } finally {
    await connection.end()
  }
}

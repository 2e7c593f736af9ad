/** Writes down the tables that the migrations own, from the catalogue, as text that can be diffed. */
import type { Knex } from 'knex'
import { openDatabase } from '../stores/index.ts'

/** Tables whose every column, rule and index `schema.txt` lists. */
const TABLES = [
  'ExportJob',
  'ExportOutbox',
  'ExportAccessLog',
  'ExportSchedule',
  'ExportScheduleRun',
  'ExportBackfill',
  'ExportNotice',
]

export async function describeSchema(databaseUrl: string): Promise<string> {
  const knex = openDatabase({ url: databaseUrl, applicationName: 'connexus-exports-schema' })
  try {
    const tables: string[] = []
    for (const table of TABLES) tables.push(await describeTable(knex, table))
    return tables.join('\n')
  } finally {
    await knex.destroy()
  }
}

async function describeTable(knex: Knex, table: string): Promise<string> {
  const lines = [table]
  for (const sql of [COLUMNS, CONSTRAINTS, INDEXES]) {
    const { rows } = await knex.raw<{ rows: { line: string }[] }>(sql, [table])
    lines.push(...rows.map(({ line }) => `  ${line}`))
  }
  return `${lines.join('\n')}\n`
}

// NOT NULL is shown with its column: since PostgreSQL 18 it is a constraint too (contype n).
const COLUMNS = `
  SELECT concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
           CASE WHEN a.attnotnull THEN 'NOT NULL' END,
           'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attrelid = to_regclass(quote_ident(?)) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`

const CONSTRAINTS = `
  SELECT quote_ident(conname) || ' ' || pg_get_constraintdef(oid) AS line
    FROM pg_constraint
   WHERE conrelid = to_regclass(quote_ident(?)) AND contype <> 'n'
   ORDER BY conname`

const INDEXES = `
  SELECT indexdef AS line FROM pg_indexes
   WHERE schemaname = current_schema() AND tablename = ? ORDER BY indexname`

/**
 * What the steps need to know about `ExportJob`, which Connexus may have made before us. Comments
 * in the catalogue tell what a step added or changed, so that going down undoes that and no more.
 */
import type { Knex } from 'knex'

export const EXPORT_JOB = 'ExportJob'

/** Comment on the table when a step made it. */
export const CREATED_TABLE = 'Created by connexus-exports.'
/** Comment on each column that a step added. */
export const ADDED_COLUMN = 'Added by connexus-exports.'
/** Opens the comment on a type or check that was widened; what was there before follows. */
export const WIDENED = 'Widened by connexus-exports, before: '

export async function tableComment(knex: Knex): Promise<string | null> {
  const { rows } = await knex.raw<{ rows: { comment: string | null }[] }>(
    `SELECT obj_description(to_regclass('"ExportJob"'), 'pg_class') AS comment`,
  )
  return rows[0]?.comment ?? null
}

/** Type of a column as PostgreSQL writes it (`uuid`, `text`); undefined when there is none. */
export async function columnType(knex: Knex, column: string): Promise<string | undefined> {
  const { rows } = await knex.raw<{ rows: { type: string }[] }>(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = '"ExportJob"'::regclass AND attname = ? AND NOT attisdropped`,
    [column],
  )
  return rows[0]?.type
}

/** Adds the column unless Connexus has one of that name. `type` is SQL. */
export async function addColumn(knex: Knex, name: string, type: string): Promise<void> {
  if (await columnType(knex, name)) return
  await knex.raw(`ALTER TABLE "ExportJob" ADD COLUMN ?? ${type}`, [name])
  await setComment(knex, knex.raw('COLUMN "ExportJob".??', [name]).toQuery(), ADDED_COLUMN)
}

/** Drops what `addColumn` added, of these names or of any. */
export async function dropAddedColumns(knex: Knex, only?: readonly string[]): Promise<void> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = '"ExportJob"'::regclass AND attnum > 0 AND NOT attisdropped
        AND col_description(attrelid, attnum) = ?`,
    [ADDED_COLUMN],
  )
  for (const { name } of rows) {
    if (only && !only.includes(name)) continue
    await knex.raw('ALTER TABLE "ExportJob" DROP COLUMN ??', [name])
  }
}

/** `target` is SQL, for example `TYPE "ExportStatus"`; null removes the comment. */
export async function setComment(
  knex: Knex,
  target: string,
  comment: string | null,
): Promise<void> {
  // COMMENT takes no parameters, so PostgreSQL itself quotes the text.
  const { rows } = await knex.raw<{ rows: { literal: string }[] }>(
    'SELECT quote_nullable(?::text) AS literal',
    [comment],
  )
  await knex.raw(`COMMENT ON ${target} IS ${escapeBindings(rows[0]?.literal ?? 'NULL')}`)
}

/** knex reads `?` in raw SQL as a parameter. */
export function escapeBindings(sql: string): string {
  return sql.replaceAll('?', '\\?')
}

/**
 * Allows the status CANCELLED, whether Connexus holds statuses as an enum type, as text with a
 * CHECK, or as plain text. What stood there before is kept as a comment, for the way down.
 */
import type { Knex } from 'knex'
import { EXPORT_JOB, escapeBindings, setComment, WIDENED } from '../exportJobTable.ts'

/**
 * A new enum value can't be used in the transaction that adds it. Later steps use it, so this one
 * commits by itself; each of its parts can be repeated.
 */
export const config = { transaction: false }

interface EnumStatus {
  type: string
  comment: string | null
  hasCancelled: boolean
}

interface StatusCheck {
  name: string
  definition: string
  expression: string
  comment: string | null
}

export async function up(knex: Knex): Promise<void> {
  const status = await enumStatus(knex)
  if (status && !status.hasCancelled) await addEnumValue(knex, status)
  await knex.transaction(async (transaction) => {
    for (const check of await statusChecks(transaction)) {
      if (!check.definition.includes("'CANCELLED'")) await widen(transaction, check)
    }
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.transaction(async (transaction) => {
    const checks = (await statusChecks(transaction)).filter(({ comment }) =>
      comment?.startsWith(WIDENED),
    )
    const status = await enumStatus(transaction)
    const enumWasWidened = status?.comment?.startsWith(WIDENED) ?? false
    if (checks.length > 0 || enumWasWidened) await failCancelledJobs(transaction)
    for (const check of checks) await narrow(transaction, check)
    if (status && enumWasWidened) await removeEnumValue(transaction, status)
  })
}

async function addEnumValue(knex: Knex, { type, comment }: EnumStatus): Promise<void> {
  await knex.raw(`ALTER TYPE ${type} ADD VALUE IF NOT EXISTS 'CANCELLED'`)
  await setComment(knex, `TYPE ${type}`, WIDENED + (comment ?? ''))
}

/** Nothing else can say "cancelled" before this step, and a job must not read as waiting again. */
async function failCancelledJobs(transaction: Knex): Promise<void> {
  await transaction(EXPORT_JOB)
    .where({ status: 'CANCELLED' })
    .update({
      status: 'FAILED',
      errorMessage: transaction.raw(`coalesce("errorMessage", 'The export was cancelled.')`),
    })
}

async function widen(transaction: Knex, check: StatusCheck): Promise<void> {
  await transaction.raw(
    `ALTER TABLE "ExportJob" DROP CONSTRAINT ??, ADD CONSTRAINT ??
       CHECK (${escapeBindings(check.expression)} OR "status"::text = 'CANCELLED')`,
    [check.name, check.name],
  )
  const target = transaction.raw('CONSTRAINT ?? ON "ExportJob"', [check.name]).toQuery()
  await setComment(transaction, target, WIDENED + check.definition)
}

async function narrow(transaction: Knex, check: StatusCheck): Promise<void> {
  const before = check.comment?.slice(WIDENED.length) ?? ''
  await transaction.raw(
    `ALTER TABLE "ExportJob" DROP CONSTRAINT ??, ADD CONSTRAINT ?? ${escapeBindings(before)}`,
    [check.name, check.name],
  )
}

/** PostgreSQL can't drop an enum's value: the type is made anew without it. */
async function removeEnumValue(transaction: Knex, { type, comment }: EnumStatus): Promise<void> {
  const { rows } = await transaction.raw<{ rows: { labels: string; preset: string | null }[] }>(
    `SELECT (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
               FROM pg_enum WHERE enumtypid = a.atttypid AND enumlabel <> 'CANCELLED') AS labels,
            pg_get_expr(d.adbin, d.adrelid) AS preset
       FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = '"ExportJob"'::regclass AND a.attname = 'status'`,
  )
  const [found] = rows
  if (!found) return
  const old = '"ExportJob_status_with_cancelled"'
  await transaction.raw(`ALTER TYPE ${type} RENAME TO ${old}`)
  await transaction.raw(`CREATE TYPE ${type} AS ENUM (${found.labels})`)
  await transaction.raw(`ALTER TABLE "ExportJob" ALTER "status" DROP DEFAULT,
    ALTER "status" TYPE ${type} USING "status"::text::${type}`)
  if (found.preset) {
    await transaction.raw(`ALTER TABLE "ExportJob" ALTER "status" SET DEFAULT ${found.preset}`)
  }
  await transaction.raw(`DROP TYPE ${old}`)
  await setComment(transaction, `TYPE ${type}`, comment?.slice(WIDENED.length) || null)
}

async function enumStatus(knex: Knex): Promise<EnumStatus | undefined> {
  const { rows } = await knex.raw<{ rows: EnumStatus[] }>(
    `SELECT format_type(t.oid, NULL) AS type,
            obj_description(t.oid, 'pg_type') AS comment,
            EXISTS (SELECT FROM pg_enum WHERE enumtypid = t.oid AND enumlabel = 'CANCELLED')
              AS "hasCancelled"
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid AND t.typtype = 'e'
      WHERE a.attrelid = '"ExportJob"'::regclass AND a.attname = 'status'`,
  )
  return rows[0]
}

/** Checks on the status alone; one that involves other columns is a rule we don't know. */
async function statusChecks(knex: Knex): Promise<StatusCheck[]> {
  const { rows } = await knex.raw<{ rows: StatusCheck[] }>(
    `SELECT c.conname AS name, pg_get_constraintdef(c.oid) AS definition,
            pg_get_expr(c.conbin, c.conrelid) AS expression,
            obj_description(c.oid, 'pg_constraint') AS comment
       FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'status'
      WHERE c.conrelid = '"ExportJob"'::regclass AND c.contype = 'c'
        AND c.conkey = ARRAY[a.attnum]
      ORDER BY c.conname`,
  )
  return rows
}

/** Adds which database an export's rows were read from: `PRIMARY` or `REPLICA`. */
import type { Knex } from 'knex'
import { addColumn, dropAddedColumns } from '../exportJobTable.ts'

export async function up(knex: Knex): Promise<void> {
  // Connexus' own statements queue behind one that waits for the table: rather fail, and be run again.
  await knex.raw(`SET LOCAL lock_timeout = '10s'`)
  await addColumn(knex, 'readFrom', 'text')
}

export async function down(knex: Knex): Promise<void> {
  await dropAddedColumns(knex, ['readFrom'])
}

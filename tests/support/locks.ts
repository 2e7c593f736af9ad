/** Who waits for whom in a test's database. */
import type { Knex } from 'knex'

/** Sessions of this database that wait for another one's lock. */
export async function waitingForLocks(knex: Knex): Promise<number> {
  const waiting = await knex('pg_stat_activity')
    .where({ wait_event_type: 'Lock' })
    .whereRaw('datname = current_database()')
  return waiting.length
}

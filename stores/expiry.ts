/** Until when a file that is recorded now is kept. */
import type { Knex } from 'knex'

/** By the database's clock. `hours` of 0 is for ever. */
export function expiryAfter(knex: Knex, hours: number): Knex.Raw | null {
  return hours === 0 ? null : knex.raw('now() + make_interval(hours => ?)', [hours])
}

/** Keeps exports of scopes of work where they are: their fetches wait for a lock. */
import type { Pool } from 'pg'

/** Nobody can read scopes of work while the work lasts. */
export async function whileHeld<T>(sql: Pool, work: () => Promise<T>): Promise<T> {
  const holder = await sql.connect()
  try {
    await holder.query('BEGIN; LOCK TABLE "ScopeOfWork" IN ACCESS EXCLUSIVE MODE')
    return await work()
  } finally {
    await holder.query('ROLLBACK')
    holder.release()
  }
}

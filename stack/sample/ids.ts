/**
 * Ids of the sample: a digest of the kind and the number, so that they are the same on every
 * machine and known without a query. Shaped like version 4, since readers may check that.
 */
import { createHash } from 'node:crypto'

export type SampleKind = 'client' | 'user' | 'service' | 'scope' | 'version' | 'clientScope' | 'rfp'

/** Id of the `n`th row of a kind, from 1. The same as `pg_temp.uid(kind, n)` of `sqlFunctions`. */
export function sampleId(kind: SampleKind, n: number): string {
  const digest = createHash('md5').update(`${kind}${n}`).digest('hex')
  const hex = `${digest.slice(0, 12)}4${digest.slice(13, 16)}8${digest.slice(17)}`
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

/** The three users that the documentation, the demo and the tests sign in as. */
export const sampleUsers = {
  /** Sees everything; UTC. */
  DEMO_ADMIN_ID: sampleId('user', 1),
  /** Is assigned clients 2 to 6 and the one without rows; America/New_York. */
  DEMO_STAFF_ID: sampleId('user', 2),
  /** Belongs to client 2; Asia/Tokyo. */
  DEMO_CLIENT_ID: sampleId('user', 3),
}

/**
 * Where things lie in the bucket. Every key carries the export and the attempt, so that what one
 * attempt left behind can be told from what another one needs.
 */
import { randomBytes } from 'node:crypto'
import type { JobKey } from './exportJobs.ts'

/** Prefixes under which everything lies that an attempt wrote. */
export const FILES_PREFIX = 'exports/'
export const STAGING_PREFIX = 'staging/'

/** Everything that an attempt staged: `staging/<exportId>/<attempt>-`. */
export function stagedPrefix(exportId: string, attempt: number): string {
  return `${STAGING_PREFIX}${encodeURIComponent(exportId)}/${attempt}-`
}

/** Every file, finished or not, that an attempt rendered: `exports/<exportId>/<attempt>-`. */
export function filePrefix(exportId: string, attempt: number): string {
  return `${FILES_PREFIX}${encodeURIComponent(exportId)}/${attempt}-`
}

const ATTEMPT_KEY = /^(?:exports|staging)\/([^/]+)\/([1-9]\d{0,8})-[^/]+\//

/** Whose the key is: the inverse of `filePrefix` and `stagedPrefix`; undefined for any other key. */
export function attemptOfKey(key: string): JobKey | undefined {
  const [, encoded = '', attempt] = ATTEMPT_KEY.exec(key) ?? []
  try {
    return attempt === undefined
      ? undefined
      : { exportId: decodeURIComponent(encoded), attempt: Number(attempt) }
  } catch {
    // Not encoded by us.
    return undefined
  }
}

/** A name that no other writer has: 64 random bits. */
export function uniqueName(): string {
  return randomBytes(8).toString('hex')
}

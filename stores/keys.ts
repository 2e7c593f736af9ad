/**
 * Where things lie in the bucket. Every key carries the export and the attempt, so that what one
 * attempt left behind can be told from what another one needs.
 */
import { randomBytes } from 'node:crypto'

/** Everything that an attempt staged: `staging/<exportId>/<attempt>-`. */
export function stagedPrefix(exportId: string, attempt: number): string {
  return `staging/${encodeURIComponent(exportId)}/${attempt}-`
}

/** Every file of an export, whichever attempt rendered it: `exports/<exportId>/`. */
export function exportPrefix(exportId: string): string {
  return `exports/${encodeURIComponent(exportId)}/`
}

/** Every file, finished or not, that an attempt rendered: `exports/<exportId>/<attempt>-`. */
export function filePrefix(exportId: string, attempt: number): string {
  return `${exportPrefix(exportId)}${attempt}-`
}

/** A name that no other writer has: 64 random bits. */
export function uniqueName(): string {
  return randomBytes(8).toString('hex')
}

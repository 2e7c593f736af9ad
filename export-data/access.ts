/**
 * Puts whoever uses the entry on record: refusals here, what was let through in the transaction that
 * does it, or before its fruit is given.
 */
import { ExportFailure, FailureCode } from '../contract/index.ts'
import { type Access, type AccessAction, type AccessLog } from '../stores/index.ts'
import type { Caller } from './caller.ts'
import { reachDatabase } from './reachDatabase.ts'

/** Failures that refuse the caller; all others are about what was asked, or about us. */
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  FailureCode.REQUESTER_NOT_ALLOWED,
  FailureCode.UNKNOWN_JOB,
  FailureCode.TOO_MANY_OPEN_JOBS,
  FailureCode.UNKNOWN_SCHEDULE,
  FailureCode.TOO_MANY_SCHEDULES,
])

/** The entry of a caller who is let through. */
export function accessOf(
  { userId, address, userAgent }: Caller,
  action: AccessAction,
  exportId: string | null = null,
): Access {
  return {
    userId,
    action,
    exportId,
    refusalCode: null,
    address: address ?? null,
    userAgent: userAgent ?? null,
  }
}

/** Does what the caller wants; a refusal is logged before it is told. Fails as `reachDatabase` does. */
export async function onRecord<T>(
  accessLog: AccessLog,
  access: Access,
  work: () => Promise<T>,
): Promise<T> {
  return await reachDatabase(async () => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ExportFailure && REFUSALS.has(error.code)) {
        await accessLog.record({ ...access, refusalCode: error.code })
      }
      throw error
    }
  })
}

/** Entries of the access log that are about schedules. */
import type { Access, AccessAction } from '../../stores/index.ts'
import { accessOf } from '../access.ts'
import type { Caller } from '../caller.ts'

/** The entry of a caller who is let through. */
export function scheduleAccess(caller: Caller, action: AccessAction, scheduleId: string): Access {
  return { ...accessOf(caller, action), scheduleId }
}

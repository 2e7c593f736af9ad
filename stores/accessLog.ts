/** Who asked for exports, watched them and got their files, and who was refused. It only grows. */
import type { FailureCode } from '../contract/index.ts'

export const AccessAction = {
  REQUEST: 'REQUEST',
  ESTIMATE: 'ESTIMATE',
  VIEW: 'VIEW',
  WATCH: 'WATCH',
  DOWNLOAD: 'DOWNLOAD',
  CANCEL: 'CANCEL',
  RETRY: 'RETRY',
  REMOVE: 'REMOVE',
  CREATE_SCHEDULE: 'CREATE_SCHEDULE',
  CHANGE_SCHEDULE: 'CHANGE_SCHEDULE',
  PAUSE_SCHEDULE: 'PAUSE_SCHEDULE',
  RESUME_SCHEDULE: 'RESUME_SCHEDULE',
  TRIGGER_SCHEDULE: 'TRIGGER_SCHEDULE',
  DELETE_SCHEDULE: 'DELETE_SCHEDULE',
  BACKFILL: 'BACKFILL',
  RENEW_SECRET: 'RENEW_SECRET',
} as const
export type AccessAction = (typeof AccessAction)[keyof typeof AccessAction]

export interface Access {
  /** As the caller names themselves; perhaps of nobody. */
  userId: string
  action: AccessAction
  /** As it was asked for; perhaps of no job. Null where the action is about none. */
  exportId: string | null
  /** As it was asked for; perhaps of no schedule. Absent where the action is about none. */
  scheduleId?: string
  /** Null where the caller was let through. */
  refusalCode: FailureCode | null
  /** IP address; null where the caller has none to tell. */
  address: string | null
  /** What the client calls itself. */
  userAgent: string | null
}

export interface AccessLog {
  record(access: Access): Promise<void>
}

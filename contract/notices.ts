/** What people and machines are told, by mail and webhook: of a job's end, and of schedules that stop. */

export const NoticeEvent = {
  EXPORT_COMPLETED: 'export.completed',
  EXPORT_FAILED: 'export.failed',
  /** It kept failing, and has paused itself. */
  SCHEDULE_PAUSED: 'schedule.paused',
  /** Its owner is no longer active in Connexus. */
  SCHEDULE_STOPPED: 'schedule.stopped',
} as const
export type NoticeEvent = (typeof NoticeEvent)[keyof typeof NoticeEvent]

/** What a `sendNotices` workflow tells of. */
export type NoticeSubject =
  | { kind: 'EXPORT'; exportId: string; attempt: number }
  | {
      kind: 'SCHEDULE'
      scheduleId: string
      event: typeof NoticeEvent.SCHEDULE_PAUSED | typeof NoticeEvent.SCHEDULE_STOPPED
      /** Tells this time from another: nobody is told twice of one. */
      occasion: string
    }

/** The notices' records: who is told what, how often that was tried, and what came of it. */
import type { NoticeEvent } from '../../contract/index.ts'

export const NoticeChannel = { MAIL: 'MAIL', WEBHOOK: 'WEBHOOK' } as const
export type NoticeChannel = (typeof NoticeChannel)[keyof typeof NoticeChannel]

/** What one person or machine is told. Nobody is told the same subject twice by one channel. */
export interface PlannedNotice {
  /** What is told of: a job's attempt, or an occasion of a schedule. */
  subject: string
  event: NoticeEvent
  channel: NoticeChannel
  /** Id of the user; of a webhook, of the schedule that names it. Never an address. */
  recipient: string
  exportId: string | null
  attempt: number | null
  scheduleId: string | null
}

export interface Notice extends PlannedNotice {
  id: string
  createdAt: Date
  /** Tries so far, the one that delivered it included. */
  tries: number
  lastTriedAt: Date | null
  /** Why the last try that failed did so; it stays after a delivery. */
  lastError: string | null
  deliveredAt: Date | null
  gaveUpAt: Date | null
}

export interface Notices {
  /**
   * Records those that are not recorded yet. Gives the ids of all of them, old and new, that are
   * neither delivered nor given up.
   */
  plan(notices: readonly PlannedNotice[]): Promise<string[]>
  find(noticeId: string): Promise<Notice | undefined>
  /** One more try has failed. */
  recordTry(noticeId: string, error: string): Promise<void>
  /** One more try, and it delivered the notice. */
  recordDelivered(noticeId: string): Promise<void>
  /** Changes nothing where the notice was delivered. Without an error the last one stays. */
  recordGivenUp(noticeId: string, error?: string): Promise<void>
}

/**
 * Messages that were recorded in one transaction with their job. One that is sent is deleted; a crash
 * in between sends it twice, which the workflow's id absorbs.
 */
import type { JobKey } from './exportJobs.ts'

export interface Outbox {
  /**
   * Sends what is due, oldest first, each in a transaction of its own that deletes it after it was
   * sent; rows that another relay has are skipped. Gives how many were sent. Rejects with the first
   * error of `send`; what was sent before stays sent.
   */
  sendDue(
    due: { olderThanSeconds: number; limit: number },
    send: (body: string) => Promise<void>,
  ): Promise<number>
  /** Sends the message of one job unless it was sent already. Rejects with the error of `send`. */
  sendOne(key: JobKey, send: (body: string) => Promise<void>): Promise<void>
}

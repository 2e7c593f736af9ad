/**
 * Messages that were recorded in one transaction with their job. Whoever sends one claims it for a
 * while first, so that nobody else does, and deletes it once it is sent. A crash in between, or a queue
 * that is slower than a claim lasts, sends it twice, which the workflow's id absorbs.
 */
import type { JobKey } from './exportJobs.ts'

/** Rejects where the queue has not confirmed the message. */
export type SendMessage = (body: string) => Promise<void>

export interface Outbox {
  /**
   * Sends what is due and nobody has claimed, oldest first. Gives how many were sent. Rejects with the
   * first error of `send`; what was sent before stays sent, and what could not be is due again when its
   * claim is over: until then it is in nobody's way.
   */
  sendDue(due: { olderThanSeconds: number; limit: number }, send: SendMessage): Promise<number>
  /**
   * Sends the message of one job unless it was sent or claimed already. Rejects as `send` does; the
   * message is then free for others.
   */
  sendOne(key: JobKey, send: SendMessage): Promise<void>
}

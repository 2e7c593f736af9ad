/**
 * Tells people and machines of a job's end, or a schedule's. Each notice is delivered on its own: one
 * that can't be keeps no other, and fails nothing.
 */
import { ActivityFailure, isCancellation } from '@temporalio/workflow'
import type { NoticeSubject } from '../contract/index.ts'
import { runStep } from './steps.ts'

export interface SentNotices {
  delivered: number
  /** Refused for good, or tried for as long as it is tried. */
  givenUp: number
}

export async function sendNotices(subject: NoticeSubject): Promise<SentNotices> {
  const { noticeIds } = await runStep('planNotices', subject)
  const ends = await Promise.all(noticeIds.map(sendNotice))
  const delivered = ends.filter(Boolean).length
  return { delivered, givenUp: ends.length - delivered }
}

/** Whether it was delivered. */
async function sendNotice(noticeId: string): Promise<boolean> {
  try {
    const { outcome } = await runStep('deliverNotice', { noticeId })
    return outcome !== 'GIVEN_UP'
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error
    await runStep('recordUndelivered', { noticeId })
    return false
  }
}

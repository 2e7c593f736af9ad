/** Delivers one notice, or says why not on its record. */
import { setTimeout } from 'node:timers/promises'
import { assertNever, ExportFailure, FailureCode } from '../../contract/index.ts'
import { type Notice, NoticeChannel, Undelivered } from '../../stores/index.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { TryLater } from '../tryLater.ts'
import { type MailFacts, mailOf } from './mailOf.ts'
import { type WebhookFacts, webhookOf } from './webhookOf.ts'

export interface NoticeKey {
  noticeId: string
}

type Needed = MailFacts &
  WebhookFacts &
  Pick<ActivityDependencies, 'notices' | 'mailer' | 'webhooks'>

/** Milliseconds after which a delivery is recorded again where the database did not take it. */
const RECORD_AGAIN_MS = [100, 1_000, 5_000, 10_000]

export interface Delivery {
  outcome: 'DELIVERED' | 'GIVEN_UP' | 'ALREADY_OVER'
}

/**
 * A worker that dies between the delivery and its record tells a second time, under the same id; so does
 * one whose database is away for longer than it waits.
 * @throws ExportFailure NOTICE_UNDELIVERED where another try can help.
 */
export function createDeliverNotice(needed: Needed) {
  const { notices } = needed
  return async function deliverNotice({ noticeId }: NoticeKey): Promise<Delivery> {
    const notice = await notices.find(noticeId)
    if (!notice || notice.deliveredAt || notice.gaveUpAt) return { outcome: 'ALREADY_OVER' }
    try {
      await deliver(needed, notice)
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error
      if (error.isFinal) {
        await notices.recordGivenUp(noticeId, error.message)
        return { outcome: 'GIVEN_UP' }
      }
      await notices.recordTry(noticeId, error.message)
      throw asFailure(notice, error)
    }
    await recordDelivered(needed, noticeId)
    return { outcome: 'DELIVERED' }
  }
}

/** A step that failed here would deliver it a second time, so it is insisted on. */
async function recordDelivered({ notices }: Needed, noticeId: string): Promise<void> {
  for (const waitMs of RECORD_AGAIN_MS) {
    try {
      return await notices.recordDelivered(noticeId)
    } catch {
      await setTimeout(waitMs)
    }
  }
  await notices.recordDelivered(noticeId)
}

async function deliver(needed: Needed, notice: Notice): Promise<void> {
  switch (notice.channel) {
    case NoticeChannel.MAIL:
      // Not for good: another worker planned it, and may have what this one lacks.
      if (!needed.mailer) {
        throw new Undelivered('Mail is not set up in the worker that tried.', { isFinal: false })
      }
      return await needed.mailer.send(await mailOf(needed, notice))
    case NoticeChannel.WEBHOOK:
      return await needed.webhooks.post(await webhookOf(needed, notice))
    default:
      return assertNever(notice.channel)
  }
}

function asFailure({ id }: Notice, { message, retryAfterMs, cause }: Undelivered): ExportFailure {
  const failure = {
    code: FailureCode.NOTICE_UNDELIVERED,
    message: `Notice ${id} was not delivered: ${message}`,
    remedy: 'It is tried again for three days; see that the mail server or the webhook answers.',
  }
  if (retryAfterMs === undefined) return new ExportFailure(failure, { cause })
  return new TryLater(failure, retryAfterMs)
}

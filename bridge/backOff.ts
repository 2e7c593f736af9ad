/** How long a message waits before it is looked at again. */

/** Seconds by receive count: together less than the minute that a late record is given. */
const RETRY_DELAYS = [2, 5, 15, 30] as const

/**
 * Deliveries on which a message may be put back. The queue itself moves a message aside, without
 * a reason, when it has been received five times (`maxReceiveCount`): the last is ours to decide.
 */
export const MAX_RETRIES = RETRY_DELAYS.length

/** How late the record of a job may appear after its message was sent, in milliseconds. */
const LATE_RECORD_MS = 60_000

/** Seconds until a message that was received so often is looked at again. */
export function retryDelay(receiveCount: number): number {
  const index = Math.min(Math.max(receiveCount, 1), MAX_RETRIES) - 1
  return RETRY_DELAYS[index] ?? RETRY_DELAYS[0]
}

/** Whether a record that is not there yet may still come. */
export function mayRecordCome(message: { receiveCount: number; sentAt: number }): boolean {
  const next = Date.now() + retryDelay(message.receiveCount) * 1_000
  return message.receiveCount <= MAX_RETRIES && next - message.sentAt <= LATE_RECORD_MS
}

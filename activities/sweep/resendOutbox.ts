/**
 * Sends what lies in the outbox for too long. Bridges do it within seconds; this is for when none runs
 * for long, or one died over a message.
 */
import type { ActivityDependencies } from '../dependencies.ts'
import { whileHeartbeating } from '../heartbeat.ts'
import { MOST, type StepReport } from './stepReport.ts'

const DUE = { olderThanSeconds: 60, limit: MOST }

export function createResendOutbox({
  outbox,
  queue,
}: Pick<ActivityDependencies, 'outbox' | 'queue'>) {
  return async function resendOutbox(): Promise<StepReport> {
    return await whileHeartbeating(
      () => undefined,
      async (signal) => {
        const sent = await outbox.sendDue(DUE, async (body) => {
          signal.throwIfAborted()
          await queue.send(body)
        })
        return { counts: { sent }, isMoreLeft: sent === MOST }
      },
    )
  }
}

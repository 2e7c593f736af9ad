/** Sends the message of a job that was just recorded. */
import type { JobKey } from '../stores/index.ts'
import type { ExportDataDependencies } from './dependencies.ts'

type Needed = Pick<ExportDataDependencies, 'outbox' | 'sendMessage' | 'onUnsent'>

/** Never rejects: what can't be sent now stays in the outbox, and is sent by the relay. */
export async function sendNow(
  { outbox, sendMessage, onUnsent }: Needed,
  key: JobKey,
): Promise<void> {
  try {
    await outbox.sendOne(key, sendMessage)
  } catch (error) {
    onUnsent(key, error)
  }
}

/** Everything that is known of one export. */
import type { RequestedExport } from '../../contract/index.ts'
import { outcomeWords, windowWords } from '../output/words.ts'
import type { Session } from './session.ts'

export async function get({ client, reporter }: Session, exportId: string): Promise<void> {
  const job = await client.get(exportId)
  reporter.show(job, () => wordsOf(job))
}

function wordsOf(job: RequestedExport): string[] {
  const { file } = job
  const facts: [name: string, value: string | number | null | undefined][] = [
    ['export', job.id],
    ['title', job.title],
    ['type', `${job.type} → ${job.fileType}`],
    ['how it stands', outcomeWords(job)],
    ['attempt', job.attempt],
    ['asked', job.createdAt],
    ['started', job.startedAt],
    ['ended', job.completedAt],
    ['rows as of', file?.snapshotAt],
    ['holds', job.window && windowWords(job.window)],
    ['schedule', job.scheduleId],
    ['sha256', file?.sha256],
    ['kept until', file?.expiresAt],
    ['request', JSON.stringify(job.request)],
  ]
  return facts
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name.padEnd(15)}${String(value)}`)
}

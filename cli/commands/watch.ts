/** Watches exports to their ends: progress bars at a terminal, else each event as it comes. */
import { ExportStatus, type RequestedExport } from '../../contract/index.ts'
import { MOST_WATCHED, watchEvents } from '../api/watchEvents.ts'
import { interrupted, wrongUsage } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { ProgressBars } from '../output/progressBars.ts'
import type { Session } from './session.ts'

export async function watch(session: Session, exportIds: readonly string[]): Promise<ExitCode> {
  const distinct = [...new Set(exportIds)]
  if (distinct.length > MOST_WATCHED) {
    throw wrongUsage(`${distinct.length} exports are too many.`, `Watch up to ${MOST_WATCHED}.`)
  }
  // Also tells, before anything is shown, which of them are not there.
  const jobs = await Promise.all(distinct.map((id) => session.client.get(id)))
  return exitCodeOf(await watchJobs(session, jobs))
}

/** The jobs as they ended. Interrupted, it says that the exports go on. */
export async function watchJobs(
  { client, reporter }: Session,
  jobs: readonly RequestedExport[],
): Promise<RequestedExport[]> {
  const bars = reporter.isJson ? undefined : new ProgressBars(reporter.io.stdout, jobs)
  const ids = [...new Set(jobs.map(({ id }) => id))]
  const ended: RequestedExport[] = []
  try {
    for await (const event of watchEvents(client, ids)) {
      if (event.kind === 'end') ended.push(event.job)
      if (!bars) reporter.show(event, () => '')
      else if (event.kind === 'end') bars.end(event.job)
      else bars.progress(event.progress)
    }
  } catch (error) {
    if (!client.signal.aborted) throw error
    const open = ids.filter((id) => !ended.some((job) => job.id === id)).join(' ')
    throw interrupted(
      `The export goes on. Watch it again: exports watch ${open}; stop it: exports cancel ${open}`,
    )
  }
  return ended
}

/** A failure weighs more than a cancelled job. */
export function exitCodeOf(jobs: readonly RequestedExport[]): ExitCode {
  if (jobs.some(({ status }) => status === ExportStatus.FAILED)) return ExitCode.EXPORT_FAILED
  return jobs.some(({ status }) => status === ExportStatus.CANCELLED)
    ? ExitCode.EXPORT_CANCELLED
    : ExitCode.DONE
}

/** Watches exports to their ends: progress bars at a terminal, else each event as it comes. */
import { type ExportEvent, ExportStatus, type RequestedExport } from '../../contract/index.ts'
import { MOST_WATCHED, watchEvents } from '../api/watchEvents.ts'
import { interrupted, wrongUsage } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { ProgressBars } from '../output/progressBars.ts'
import type { Reporter } from '../output/reporter.ts'
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
  const view = viewOf(reporter, jobs)
  const open = new Set(jobs.map(({ id }) => id))
  const ended: RequestedExport[] = []
  try {
    for await (const event of watchEvents(client, [...open], { onTrouble: view.trouble })) {
      view.show(event)
      if (event.kind !== 'end') continue
      open.delete(event.job.id)
      ended.push(event.job)
    }
  } catch (error) {
    if (!client.signal.aborted) throw error
    const ids = [...open].join(' ')
    throw interrupted(
      `The export goes on. Watch it again: exports watch ${ids}; stop it: exports cancel ${ids}`,
    )
  }
  return ended
}

interface View {
  show: (event: ExportEvent) => void
  trouble: (why: string) => void
}

function viewOf(reporter: Reporter, jobs: readonly RequestedExport[]): View {
  const bars = reporter.isJson ? undefined : new ProgressBars(reporter.io.stdout, jobs)
  let isBroken = false
  return {
    show(event) {
      isBroken = false
      if (!bars) reporter.line(event)
      else if (event.kind === 'end') bars.end(event.job)
      else bars.progress(event.progress)
    },
    trouble(why) {
      const words = `The connection broke, and is made again: ${why}`
      // Told once, not at each try.
      if (isBroken) return
      isBroken = true
      if (bars) bars.say(words)
      else reporter.note(words)
    },
  }
}

/** A failure weighs more than a cancelled job. */
export function exitCodeOf(jobs: readonly RequestedExport[]): ExitCode {
  if (jobs.some(({ status }) => status === ExportStatus.FAILED)) return ExitCode.EXPORT_FAILED
  return jobs.some(({ status }) => status === ExportStatus.CANCELLED)
    ? ExitCode.EXPORT_CANCELLED
    : ExitCode.DONE
}

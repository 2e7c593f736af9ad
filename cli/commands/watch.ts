/** Watches exports to their ends: progress bars at a terminal, else each event as it comes. */
import { assertNever, ExportStatus, type RequestedExport } from '../../contract/index.ts'
import { MOST_WATCHED } from '../api/eventStream.ts'
import { type WatchEvent, watchEvents } from '../api/watchEvents.ts'
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

export interface Watched {
  ended: readonly RequestedExport[]
  /** Whether one was removed meanwhile. */
  hasRemoved: boolean
}

/** The jobs as they ended. Interrupted, it says that the exports go on. */
export async function watchJobs(
  { client, reporter }: Session,
  jobs: readonly RequestedExport[],
): Promise<Watched> {
  const view = viewOf(reporter, jobs)
  const open = new Set(jobs.map(({ id }) => id))
  const ended: RequestedExport[] = []
  let hasRemoved = false
  try {
    for await (const event of watchEvents(client, [...open], { onTrouble: view.trouble })) {
      view.show(event)
      if (event.kind === 'progress') continue
      open.delete(event.kind === 'end' ? event.job.id : event.exportId)
      if (event.kind === 'end') ended.push(event.job)
      else hasRemoved = true
    }
  } catch (error) {
    if (!client.signal.aborted) throw error
    const ids = [...open].join(' ')
    throw interrupted(
      `The export goes on. Watch it again: exports watch ${ids}; stop it: exports cancel ${ids}`,
    )
  }
  return { ended, hasRemoved }
}

interface View {
  show: (event: WatchEvent) => void
  trouble: (words: string) => void
}

function viewOf(reporter: Reporter, jobs: readonly RequestedExport[]): View {
  const bars = reporter.isJson ? undefined : new ProgressBars(reporter.io.stdout, jobs)
  let isBroken = false
  return {
    show(event) {
      isBroken = false
      if (bars) draw(bars, event)
      else reporter.line(event)
    },
    trouble(words) {
      // Told once, not at each try.
      if (isBroken) return
      isBroken = true
      if (bars) bars.say(words)
      else reporter.note(words)
    },
  }
}

function draw(bars: ProgressBars, event: WatchEvent): void {
  switch (event.kind) {
    case 'progress':
      return bars.progress(event.progress)
    case 'end':
      return bars.end(event.job)
    case 'removed':
      return bars.remove(event.exportId)
    default:
      return assertNever(event)
  }
}

/** A failure weighs more than a cancelled job, and that more than one that was removed. */
export function exitCodeOf({ ended, hasRemoved }: Watched): ExitCode {
  if (ended.some(({ status }) => status === ExportStatus.FAILED)) return ExitCode.EXPORT_FAILED
  if (ended.some(({ status }) => status === ExportStatus.CANCELLED)) {
    return ExitCode.EXPORT_CANCELLED
  }
  return hasRemoved ? ExitCode.NOT_FOUND : ExitCode.DONE
}

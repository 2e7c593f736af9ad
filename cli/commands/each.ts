/** Does the same to several exports: all of them, whatever became of the others. */
import { CommandFailure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { outcomeWords } from '../output/words.ts'
import type { Session } from './session.ts'

/** Tells each failure as it comes; gives the exit code of the first. */
async function forEach(
  { client, reporter }: Session,
  exportIds: readonly string[],
  act: (exportId: string) => Promise<void>,
): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.DONE
  for (const exportId of new Set(exportIds)) {
    try {
      await act(exportId)
    } catch (error) {
      if (!(error instanceof CommandFailure) || client.signal.aborted) throw error
      reporter.note(`${exportId}:`)
      const code = reporter.fail(about(error, exportId))
      if (exitCode === ExitCode.DONE) exitCode = code
    }
  }
  return exitCode
}

function about({ exitCode, problem }: CommandFailure, exportId: string): CommandFailure {
  return new CommandFailure(exitCode, { ...problem, exportId })
}

export function cancel(session: Session, exportIds: readonly string[]): Promise<ExitCode> {
  return forEach(session, exportIds, async (exportId) => {
    const job = await session.client.cancel(exportId)
    session.reporter.show(job, () => {
      const isOver = job.status !== 'PENDING'
      return [`${job.id}: ${isOver ? outcomeWords(job) : 'is being cancelled'}`]
    })
  })
}

export function remove(session: Session, exportIds: readonly string[]): Promise<ExitCode> {
  return forEach(session, exportIds, async (exportId) => {
    await session.client.remove(exportId)
    session.reporter.show({ kind: 'removed', exportId }, () => [`${exportId}: removed`])
  })
}

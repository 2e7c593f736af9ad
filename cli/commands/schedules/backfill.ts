/** Files of changes made after the fact: asks for them, and where wanted waits for the last. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Backfill, BackfillSpan } from '../../../contract/index.ts'
import { parseBackfillSpan } from '../../../contract/schemas/scheduleRequest.ts'
import { ScheduleCalls } from '../../api/scheduleCalls.ts'
import { CommandFailure, failure, interrupted, wrongUsage } from '../../commandFailure.ts'
import { ExitCode } from '../../exitCode.ts'
import { barOf } from '../../output/progressBars.ts'
import type { Reporter } from '../../output/reporter.ts'
import { backfillWords } from '../../output/scheduleWords.ts'
import { table } from '../../output/table.ts'
import { showAll } from '../pages.ts'
import type { Session } from '../session.ts'

const POLL_MS = 1_000
/** As long as a watch of exports bears with it. */
const PATIENCE_MS = 300_000

export async function startBackfill(
  session: Session,
  scheduleId: string,
  { wait, ...span }: BackfillSpan & { wait: boolean },
): Promise<ExitCode | undefined> {
  const { malformed } = parseBackfillSpan(span)
  if (malformed.length > 0) {
    const words = malformed.map(({ message }) => message).join(' ')
    throw wrongUsage(words, 'Give two days, such as 2026-11-01 2026-11-10; both are included.')
  }
  const calls = new ScheduleCalls(session.client)
  const begun = await calls.backfill(scheduleId, span)
  if (wait) return await waitFor(session, calls, begun)
  session.reporter.show(begun, () => [
    wordsOf(begun),
    `Look how far it is: exports schedules backfills ${scheduleId}`,
  ])
  return undefined
}

/** Shows it whenever it has changed, until it has ended. */
async function waitFor(
  { client, reporter }: Session,
  calls: ScheduleCalls,
  begun: Backfill,
): Promise<ExitCode> {
  const show = viewOf(reporter)
  let seen = begun
  show(seen)
  try {
    while (seen.endedAt === null) {
      await sleep(POLL_MS, undefined, { signal: client.signal })
      const now = await patiently(() => find(calls, begun), client.signal)
      if (JSON.stringify(now) !== JSON.stringify(seen)) show(now)
      seen = now
    }
  } catch (error) {
    if (!client.signal.aborted) throw error
    const look = `exports schedules backfills ${begun.scheduleId}`
    throw interrupted(`The backfill goes on. Look how far it is: ${look}`)
  }
  return seen.failed > 0 ? ExitCode.EXPORT_FAILED : ExitCode.DONE
}

async function find(calls: ScheduleCalls, { id, scheduleId }: Backfill): Promise<Backfill> {
  const all = await calls.backfills(scheduleId)
  const found = all.find((each) => each.id === id)
  if (found) return found
  const detail = `The backfill ${id} is no longer among the last of its schedule.`
  const remedy = `Look at its files: exports schedules runs ${scheduleId}`
  throw failure(ExitCode.NOT_FOUND, 'UNKNOWN_SCHEDULE', detail, remedy)
}

/** Again while the API is out of reach, for five minutes. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const isAway = error instanceof CommandFailure && error.exitCode === ExitCode.OUT_OF_REACH
      if (!isAway || performance.now() > end) throw error
      await sleep(POLL_MS, undefined, { signal })
    }
  }
}

/** A line that is drawn over at a terminal, else a line for each change. */
function viewOf(reporter: Reporter): (backfill: Backfill) => void {
  let isFirst = true
  return (backfill) => {
    // Up to the line of before, which is cleared.
    if (!isFirst && !reporter.isJson) reporter.io.stdout.write('\u001B[1A\u001B[0J')
    isFirst = false
    reporter.show(backfill, () => [barLineOf(backfill)])
  }
}

function barLineOf(backfill: Backfill): string {
  const { windows, completed, failed } = backfill
  const percent = windows === 0 ? 100 : Math.floor((100 * (completed + failed)) / windows)
  return `${barOf(percent)} ${String(percent).padStart(3)} %  ${backfillWords(backfill)}`
}

function wordsOf(backfill: Backfill): string {
  return `${backfill.id}: ${backfill.from} to ${backfill.to}, ${backfillWords(backfill)}`
}

export async function listBackfills(
  { client, reporter }: Session,
  scheduleId: string,
): Promise<void> {
  const all = await new ScheduleCalls(client).backfills(scheduleId)
  showAll(reporter, all, { none: 'No backfills.', table: tableOf })
}

function tableOf(all: readonly Backfill[]): string[] {
  const rows = all.map((each) => [
    each.id,
    each.from,
    each.to,
    each.createdAt.slice(0, 16).replace('T', ' '),
    each.endedAt === null ? 'goes on' : 'ended',
    backfillWords(each),
  ])
  return table(['backfill', 'from', 'to', 'asked (UTC)', 'how it stands', 'made'], rows)
}

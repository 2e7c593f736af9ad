/**
 * Shows what lies in the dead-letter queue and why, asks, and sends what was chosen back to the
 * queue. Loses no message, however it ends: what is not sent back becomes visible there again.
 */
import { failure, interrupted, wrongUsage } from '../../commandFailure.ts'
import { ExitCode } from '../../exitCode.ts'
import { canAsk, confirm } from '../../io.ts'
import type { Reporter } from '../../output/reporter.ts'
import type { DeadLetter, DeadLetterQueue } from './deadLetterQueue.ts'
import { type FindJob, type Prospect, prospectOf, type SeenLetter } from './prospect.ts'
import { letterLine, letterTable, NO_CODE } from './words.ts'

export interface RedriveOptions {
  dryRun?: boolean
  /** Reasons that are chosen; none for all. `NONE` is a message that SQS moved. */
  code?: string[]
  exportId?: string[]
  /** Most messages that are chosen; the queue is looked at no further. */
  limit: number
  yes?: boolean
}

interface Needed {
  queue: DeadLetterQueue
  findJob: FindJob | undefined
  reporter: Reporter
}

export async function redrive(needed: Needed, options: RedriveOptions): Promise<ExitCode> {
  const { io } = needed.reporter
  if (!options.dryRun && !options.yes && !canAsk(io)) {
    throw wrongUsage('Nobody can be asked whether to send them back.', 'Give --yes or --dry-run.')
  }
  try {
    const seen = await look(needed, options)
    const chosen = seen.filter(({ isChosen }) => isChosen)
    if (io.interruption.aborted) throw interrupted(RELEASED)
    const isWanted =
      !options.dryRun && chosen.length > 0 && (await isConfirmed(needed, options, chosen))
    const sentBack = isWanted ? await sendBack(needed, chosen) : 0
    summarize(needed.reporter, { seen: seen.length, chosen: chosen.length, sentBack })
    if (io.interruption.aborted) throw interrupted(RELEASED)
    return ExitCode.DONE
  } finally {
    const waiting = await needed.queue.release()
    if (waiting > 0) {
      needed.reporter.note(`${waiting} messages are visible again within two minutes only.`)
    }
  }
}

const RELEASED = 'What was not sent back is in the dead-letter queue as before.'

/** Receives until the queue is empty or enough are chosen; tells of each. */
async function look(
  { queue, findJob, reporter }: Needed,
  options: RedriveOptions,
): Promise<SeenLetter[]> {
  const seen: SeenLetter[] = []
  let room = options.limit
  for await (const letter of queue.receive(reporter.io.interruption)) {
    const prospect = await prospectOf(letter, findJob)
    const found = { letter, isChosen: isAskedFor(letter, prospect, options), ...prospect }
    seen.push(found)
    reporter.line(letterLine(found))
    if (found.isChosen) room -= 1
    if (room > 0) continue
    reporter.note('As many as --limit says are chosen: there may be more.')
    break
  }
  if (!reporter.isJson && seen.length > 0) reporter.say(...letterTable(seen))
  return seen
}

function isAskedFor(
  { failureCode }: DeadLetter,
  { exportId }: Prospect,
  { code, exportId: exportIds }: RedriveOptions,
): boolean {
  if (code && !code.includes(failureCode ?? NO_CODE)) return false
  return !exportIds || (exportId !== null && exportIds.includes(exportId))
}

async function isConfirmed(
  { reporter }: Needed,
  { yes }: RedriveOptions,
  chosen: SeenLetter[],
): Promise<boolean> {
  const vain = chosen.filter(({ willHelp }) => willHelp === false).length
  if (vain > 0)
    reporter.note(`For ${vain} of the ${chosen.length} chosen it won't help: see above.`)
  if (yes) return true
  return await confirm(reporter.io, `Send ${count(chosen.length)} back to the queue?`, RELEASED)
}

/** Gives how many were sent. */
async function sendBack({ queue, reporter }: Needed, chosen: SeenLetter[]): Promise<number> {
  let sent = 0
  for (const { letter, exportId } of chosen) {
    if (reporter.io.interruption.aborted) break
    const isDeleted = await sendOne(queue, letter, { sent, signal: reporter.io.interruption })
    sent += 1
    const result = { kind: 'sentBack', messageId: letter.messageId, exportId, isDeleted }
    reporter.show(result, () => (isDeleted ? [] : [`${letter.messageId} stays here as well.`]))
  }
  return sent
}

async function sendOne(
  queue: DeadLetterQueue,
  letter: DeadLetter,
  { sent, signal }: { sent: number; signal: AbortSignal },
): Promise<boolean> {
  try {
    return await queue.sendBack(letter, signal)
  } catch (error) {
    if (signal.aborted) throw interrupted(RELEASED)
    const detail = `The queue took ${count(sent)}, then could not be reached (${String(error)}).`
    const remedy = `${RELEASED} Look with: exports doctor. Then redrive again.`
    throw failure(ExitCode.OUT_OF_REACH, 'QUEUE_UNAVAILABLE', detail, remedy, { cause: error })
  }
}

function summarize(
  reporter: Reporter,
  { seen, chosen, sentBack }: { seen: number; chosen: number; sentBack: number },
): void {
  reporter.show({ kind: 'summary', seen, chosen, sentBack }, () => [
    `${count(seen)} looked at, ${chosen} chosen, ${sentBack} sent back.`,
  ])
}

function count(messages: number): string {
  return `${messages} message${messages === 1 ? '' : 's'}`
}

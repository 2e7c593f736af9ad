/**
 * Events of exports as they come, over connections that may break: each new one goes on where the
 * last ended (`Last-Event-ID`).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type ExportEvent, ExportStatus } from '../../contract/index.ts'
import { CommandFailure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import type { ApiClient } from './client.ts'
import { type EventBody, openStream, readEvents } from './eventStream.ts'

export interface WatchTimes {
  /** Wait before the second connection; each next one is twice as long, up to `longestWaitMs`. */
  firstWaitMs: number
  longestWaitMs: number
  /** Silence after which a connection is held to be dead. The API says something every 15 s. */
  silenceMs: number
  /** How long the API may be away before watching is given up. */
  patienceMs: number
}

const WATCH_TIMES: WatchTimes = {
  firstWaitMs: 500,
  longestWaitMs: 15_000,
  silenceMs: 45_000,
  patienceMs: 300_000,
}

/** The API tells nothing of a removal but that the stream is over. */
export type WatchEvent = ExportEvent | { kind: 'removed'; exportId: string }

interface Cursor {
  /** Exports of the stream, in the order that `lastEventId` goes by. */
  exportIds: readonly string[]
  lastEventId: string | undefined
  /** Those whose end was not told. */
  open: Set<string>
  beganAt: number
  /** When the API was last heard of, in milliseconds since 1970; undefined before the first time. */
  heardAt: number | undefined
}

/**
 * Ends with the last export's end or removal, which is told once for each. `onTrouble` is told, in
 * words, when a connection breaks or has to wait for others. Rejects with a CommandFailure for what
 * the API refuses, when it can't be reached at the beginning, or was away for too long.
 */
export async function* watchEvents(
  client: ApiClient,
  exportIds: readonly string[],
  {
    times = WATCH_TIMES,
    onTrouble,
  }: { times?: WatchTimes; onTrouble?: (why: string) => void } = {},
): AsyncGenerator<WatchEvent> {
  const cursor = cursorOf(exportIds)
  let wait = times.firstWaitMs
  for (;;) {
    const before = cursor.heardAt
    let leastWait = 0
    try {
      yield* oneConnection(client, cursor, times)
    } catch (error) {
      if (client.signal.aborted || isLast(error, cursor, times)) throw error
      leastWait = retryAfterMs(error)
      onTrouble?.(troubleWords(error))
    }
    if (cursor.open.size === 0) return
    if (cursor.heardAt !== before) wait = times.firstWaitMs
    await sleep(Math.max(wait, leastWait), undefined, { signal: client.signal })
    wait = Math.min(wait * 2, times.longestWaitMs)
  }
}

function cursorOf(exportIds: readonly string[]): Cursor {
  const open = new Set(exportIds)
  return { exportIds, lastEventId: undefined, open, beganAt: Date.now(), heardAt: undefined }
}

/** Whether nothing is to be hoped of another connection. */
function isLast(error: unknown, { beganAt, heardAt }: Cursor, { patienceMs }: WatchTimes): boolean {
  if (heardAt === undefined && !isFull(error)) return true
  if (Date.now() - (heardAt ?? beganAt) > patienceMs) return true
  if (!(error instanceof CommandFailure)) return false
  const isPassing =
    error.exitCode === ExitCode.OUT_OF_REACH || error.exitCode === ExitCode.UNFORESEEN
  return !isPassing && !isFull(error)
}

/** Whether others use all that the API gives at once: that passes. */
function isFull(error: unknown): error is CommandFailure {
  return error instanceof CommandFailure && error.problem.status === 429
}

function retryAfterMs(error: unknown): number {
  return error instanceof CommandFailure ? (error.problem.retryAfter ?? 0) * 1_000 : 0
}

function troubleWords(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error)
  if (!isFull(error)) return `The connection broke, and is made again: ${why}`
  const { retryAfter } = error.problem
  const when = retryAfter === undefined ? 'again' : `again in ${retryAfter} s`
  return `There is no free stream; tried ${when}: ${why}`
}

async function* oneConnection(
  client: ApiClient,
  cursor: Cursor,
  { silenceMs }: WatchTimes,
): AsyncGenerator<WatchEvent> {
  const { size } = cursor.open
  try {
    const body = await openStream(client, cursor.exportIds, cursor.lastEventId)
    cursor.heardAt = Date.now()
    if (body) yield* told(body, cursor, silenceMs)
  } catch (error) {
    if (!isUnknown(error)) throw error
    yield* settle(client, cursor)
    // Otherwise one that was removed kept the others from being watched.
    if (cursor.open.size === size) throw error
    return
  }
  yield* settle(client, cursor)
}

/** Events of open exports, until the stream ends or tells of none any more. */
async function* told(
  body: EventBody,
  cursor: Cursor,
  silenceMs: number,
): AsyncGenerator<ExportEvent> {
  const onHeard = () => {
    cursor.heardAt = Date.now()
  }
  for await (const { id, event } of readEvents(body, { silenceMs, onHeard })) {
    if (id !== undefined) cursor.lastEventId = id
    if (!event || (event.kind === 'end' && !cursor.open.delete(event.job.id))) continue
    yield event
    if (cursor.open.size === 0) return
  }
}

/** The stream is over: exports whose end it did not tell are asked for by themselves. */
async function* settle(client: ApiClient, cursor: Cursor): AsyncGenerator<WatchEvent> {
  for (const exportId of cursor.open) {
    const job = await client.get(exportId).catch((error: unknown) => {
      if (isUnknown(error)) return undefined
      throw error
    })
    if (job?.status === ExportStatus.PENDING) continue
    cursor.open.delete(exportId)
    if (job) {
      yield { kind: 'end', job }
      continue
    }
    // A stream is of exports that are there; ids of events go by them, and begin anew.
    cursor.exportIds = cursor.exportIds.filter((id) => id !== exportId)
    cursor.lastEventId = undefined
    yield { kind: 'removed', exportId }
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof CommandFailure && error.exitCode === ExitCode.NOT_FOUND
}

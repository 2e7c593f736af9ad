/**
 * Events of exports as they come, over connections that may break: each new one goes on where the
 * last ended (`Last-Event-ID`).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { ExportEvent, ExportProgress, RequestedExport } from '../../contract/index.ts'
import { CommandFailure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import type { ApiClient } from './client.ts'

export interface WatchTimes {
  /** Wait before the second connection; each next one is twice as long, up to `longestWaitMs`. */
  firstWaitMs: number
  longestWaitMs: number
  /** Silence after which a connection is held to be dead. The API says something every 15 s. */
  silenceMs: number
  /** How long the API may be away before watching is given up. */
  patienceMs: number
}

export const WATCH_TIMES: WatchTimes = {
  firstWaitMs: 500,
  longestWaitMs: 15_000,
  silenceMs: 45_000,
  patienceMs: 300_000,
}

/** Most exports of one stream. */
export const MOST_WATCHED = 50

interface Cursor {
  lastEventId: string | undefined
  open: Set<string>
  /** When the API was last heard of, in milliseconds since 1970; undefined before the first time. */
  heardAt: number | undefined
}

/**
 * Ends with the last export's end, which is told once for each. `onTrouble` is told when a
 * connection breaks. Rejects with a CommandFailure for what the API refuses, when it can't be reached
 * at the beginning, or was away for too long.
 */
export async function* watchEvents(
  client: ApiClient,
  exportIds: readonly string[],
  {
    times = WATCH_TIMES,
    onTrouble,
  }: { times?: WatchTimes; onTrouble?: (why: string) => void } = {},
): AsyncGenerator<ExportEvent> {
  const cursor: Cursor = { lastEventId: undefined, open: new Set(exportIds), heardAt: undefined }
  let wait = times.firstWaitMs
  while (cursor.open.size > 0) {
    const before = cursor.heardAt
    try {
      yield* oneConnection(client, exportIds, cursor, times)
    } catch (error) {
      if (client.signal.aborted || isLast(error, cursor, times)) throw error
      onTrouble?.(error instanceof Error ? error.message : String(error))
    }
    if (cursor.open.size === 0) return
    if (cursor.heardAt !== before) wait = times.firstWaitMs
    await sleep(wait, undefined, { signal: client.signal })
    wait = Math.min(wait * 2, times.longestWaitMs)
  }
}

/** Whether nothing is to be hoped of another connection. */
function isLast(error: unknown, { heardAt }: Cursor, { patienceMs }: WatchTimes): boolean {
  if (heardAt === undefined || Date.now() - heardAt > patienceMs) return true
  if (!(error instanceof CommandFailure)) return false
  const isPassing =
    error.exitCode === ExitCode.OUT_OF_REACH ||
    error.exitCode === ExitCode.UNFORESEEN ||
    error.problem.status === 429
  return !isPassing
}

async function* oneConnection(
  client: ApiClient,
  exportIds: readonly string[],
  cursor: Cursor,
  { silenceMs }: WatchTimes,
): AsyncGenerator<ExportEvent> {
  const { lastEventId } = cursor
  const answer = await client.call(addressOf(exportIds), {
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  })
  cursor.heardAt = Date.now()
  if (answer.status === 204 || !answer.body) {
    yield* endsOf(client, cursor)
    return
  }
  const events = answer.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(silenceLimit(silenceMs, cursor))
    .pipeThrough(new EventSourceParserStream())
  for await (const { event, id, data } of events) {
    const read = readEvent(event, data)
    if (id !== undefined) cursor.lastEventId = id
    if (!read) continue
    if (read.kind === 'end') {
      if (!cursor.open.delete(read.job.id)) continue
    }
    yield read
    if (cursor.open.size === 0) return
  }
}

/** The API says that all ends were seen: whose end we lack is asked for by itself. */
async function* endsOf(client: ApiClient, { open }: Cursor): AsyncGenerator<ExportEvent> {
  for (const exportId of open) {
    const job = await client.get(exportId)
    open.delete(exportId)
    yield { kind: 'end', job }
  }
}

function addressOf(exportIds: readonly string[]): string {
  const [first = '', ...others] = exportIds.map(encodeURIComponent)
  return others.length === 0
    ? `/exports/${first}/events`
    : `/exports/events?ids=${[first, ...others].join(',')}`
}

/** Undefined for a kind of event that a newer API may send. */
function readEvent(event: string | undefined, data: string): ExportEvent | undefined {
  if (event === 'progress') {
    return { kind: 'progress', progress: JSON.parse(data) as ExportProgress }
  }
  return event === 'end' ? { kind: 'end', job: JSON.parse(data) as RequestedExport } : undefined
}

/** Hands texts on, and fails the stream when none has come for so long. */
function silenceLimit(silenceMs: number, cursor: Cursor): TransformStream<string, string> {
  let timer: NodeJS.Timeout | undefined
  const listen = (controller: TransformStreamDefaultController<string>) => {
    clearTimeout(timer)
    const give = () => controller.error(new Error('The API has fallen silent.'))
    timer = setTimeout(give, silenceMs)
  }
  return new TransformStream<string, string>({
    start: listen,
    transform(text, controller) {
      cursor.heardAt = Date.now()
      listen(controller)
      controller.enqueue(text)
    },
    flush: () => clearTimeout(timer),
    cancel: () => clearTimeout(timer),
  })
}

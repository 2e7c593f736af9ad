/**
 * Events of exports as server-sent events. Writes no faster than the client reads, and ends with the
 * last job, with the client, with the caller's token or with the server, whichever is first.
 */
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertNever, type ExportEvent } from '../contract/index.ts'
import type { EventPositions } from './eventIds.ts'

export interface EventStreamOptions {
  /** Must end when the signal aborts. */
  watch(signal: AbortSignal): AsyncIterable<ExportEvent>
  positions: EventPositions
  /** Aborts when the server stops, the client goes or the token ends. */
  signal: AbortSignal
  /** Told of what broke a stream that had begun; the client comes back by itself. */
  failed(error: unknown): void
  /** Longest wait, in milliseconds, for a first event or a refusal. Default 10,000. */
  firstEventMs?: number
  /** Milliseconds between two signs of life. Default 15,000. */
  keepAliveMs?: number
}

/** A refusal takes some queries, each of which the database may let wait; silence, less than 15 s. */
const FIRST_EVENT_MS = 10_000
const KEEP_ALIVE_MS = 15_000
/** How long a client waits before it comes back, in milliseconds. */
const PREAMBLE = 'retry: 2000\n\n'

/**
 * The body of the answer. Rejects with the entry's own failure where it refuses before a first event,
 * so that this can still be an answer of its own.
 */
export async function openEventStream(options: EventStreamOptions): Promise<PassThrough> {
  const body = new PassThrough()
  const { signal, firstEventMs = FIRST_EVENT_MS } = options
  const events = options.watch(signal)[Symbol.asyncIterator]()
  const first = events.next()
  await Promise.race([first, sleep(firstEventMs, undefined, { ref: false })])
  body.write(PREAMBLE)
  send(body, { first, events }, options).catch((error: unknown) => options.failed(error))
  return body
}

interface Source {
  first: Promise<IteratorResult<ExportEvent>>
  events: AsyncIterator<ExportEvent>
}

async function send(body: PassThrough, source: Source, options: EventStreamOptions): Promise<void> {
  const { events } = source
  const { signal } = options
  const keepingAlive = setInterval(() => {
    // Where the client does not read, one sign of life that waits for it is enough.
    if (!body.writableEnded && !body.writableNeedDrain) body.write(': keep-alive\n\n')
  }, options.keepAliveMs ?? KEEP_ALIVE_MS)
  const stop = (): void => {
    body.end()
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    let next = await source.first
    while (!next.done && !signal.aborted) {
      const isTaken = body.write(frameOf(next.value, options.positions))
      if (!isTaken) await once(body, 'drain', { signal })
      next = await events.next()
    }
  } catch (error) {
    if (!signal.aborted) options.failed(error)
  } finally {
    clearInterval(keepingAlive)
    signal.removeEventListener('abort', stop)
    body.end()
    await events.return?.()
  }
}

function frameOf(event: ExportEvent, positions: EventPositions): string {
  return `id: ${positions.advance(event)}\nevent: ${event.kind}\ndata: ${JSON.stringify(dataOf(event))}\n\n`
}

function dataOf(event: ExportEvent): object {
  switch (event.kind) {
    case 'progress':
      return event.progress
    case 'end':
      return event.job
    default:
      return assertNever(event)
  }
}

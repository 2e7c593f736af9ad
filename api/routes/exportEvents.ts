/** Watching exports, of one or of several over one connection. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FailureCode } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { ApiCode, answerTo } from '../errors/index.ts'
import { EventPositions } from '../eventIds.ts'
import { openEventStream } from '../eventStream.ts'
import { errorLog } from '../logging.ts'
import type { OpenStreams } from '../openStreams.ts'
import { operation } from '../operation.ts'
import { type ExportParams, exportParams, readQuery } from '../reading.ts'
import { callerOf, identityOf } from '../signIn.ts'

export interface EventRouteOptions {
  exportData: ExportData
  streams: OpenStreams
  /** Ends every stream when it aborts. */
  stopping: AbortSignal
}

const MOST_IDS = 50
const IDS_ERROR = `must be 1 to ${MOST_IDS} ids of exports, separated by commas`
/** What timers can hold, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

const lastEventId = z
  .string({ error: 'must be an id of an event' })
  .describe('Like the header, for clients that can’t set it.')
  .exactOptional()
const oneQuery = z.strictObject({ lastEventId })
const severalQuery = z.strictObject({
  ids: z
    .string({ error: IDS_ERROR })
    .refine((ids) => ids.split(',').length <= MOST_IDS && ids.split(',').every(Boolean), {
      error: IDS_ERROR,
    })
    .describe(`Ids of at most ${MOST_IDS} exports, separated by commas.`),
  lastEventId,
})
const resumeHeaders = z.object({
  'last-event-id': z
    .string()
    .describe('Id of the last event that was seen: the stream goes on behind it.')
    .exactOptional(),
})

export function exportEventRoutes(scope: FastifyInstance, options: EventRouteOptions): void {
  // A stream has no length and no end that a HEAD could tell.
  const exposeHeadRoute = false

  scope.get<ExportParams>(
    '/exports/:id/events',
    { schema: WATCH_ONE, exposeHeadRoute },
    async (request, reply) => {
      const query = readQuery(oneQuery, request)
      return await watch(options, [request.params.id], query.lastEventId, { request, reply })
    },
  )

  scope.get(
    '/exports/events',
    { schema: WATCH_SEVERAL, exposeHeadRoute },
    async (request, reply) => {
      const query = readQuery(severalQuery, request)
      const ids = [...new Set(query.ids.split(','))]
      return await watch(options, ids, query.lastEventId, { request, reply })
    },
  )
}

async function watch(
  { exportData, streams, stopping }: EventRouteOptions,
  exportIds: readonly string[],
  givenId: string | undefined,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { 'last-event-id': resumedId = givenId } = resumeHeaders.parse(request.headers)
  const positions = new EventPositions(exportIds, resumedId)
  const { open, seen } = positions
  if (open.length === 0) return await reply.code(204).send()
  const caller = callerOf(request)
  const gone = goneSignal(reply)
  streams.add(caller.userId, gone)
  const body = await openEventStream({
    watch: (signal) => exportData.watch(caller, open, { seen, signal }),
    positions,
    signal: AbortSignal.any([stopping, gone, endOfToken(request)]),
    failed: (error) => logBreak(request, error),
  })
  // Proxies that gather answers would hold back events.
  return await reply.headers({ 'x-accel-buffering': 'no' }).type('text/event-stream').send(body)
}

/** Aborts when the answer is over, or the client has gone. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  if (raw.destroyed) gone.abort()
  else raw.once('close', () => gone.abort())
  return gone.signal
}

/** The client comes back by itself, and is answered with what is told here. */
function logBreak(request: FastifyRequest, error: unknown): void {
  const { code, status } = answerTo(error, request.id).problem
  if (status >= 500) request.log.error(errorLog(error), 'watching broke off')
  else request.log.info({ code }, 'watching was refused')
}

/** Whoever was allowed in for an hour does not watch for a day. */
function endOfToken(request: FastifyRequest): AbortSignal {
  const left = identityOf(request).expiresAt * 1_000 - Date.now()
  return AbortSignal.timeout(Math.min(Math.max(left, 0), LONGEST_TIMER_MS))
}

const EVENTS = {
  200: {
    description:
      'Server-sent events: `progress` with an ExportProgress, `end` with a RequestedExport. The stream ends after the last job’s end. Where it ends before, come back with the last id: what stands against going on is then the answer.',
    schema: z.string(),
    mediaType: 'text/event-stream',
  },
  204: { description: 'The last event that was seen was the end: there is nothing more.' },
}

const WATCH_ONE = operation({
  id: 'watchExport',
  tag: 'Exports',
  summary: 'Watch an export',
  params: exportParams,
  query: oneQuery,
  headers: resumeHeaders,
  answers: EVENTS,
  errors: [FailureCode.UNKNOWN_JOB, ApiCode.TOO_MANY_STREAMS],
})

const WATCH_SEVERAL = operation({
  id: 'watchExports',
  tag: 'Exports',
  summary: 'Watch several exports over one connection',
  query: severalQuery,
  headers: resumeHeaders,
  answers: EVENTS,
  errors: [FailureCode.UNKNOWN_JOB, ApiCode.TOO_MANY_STREAMS],
})

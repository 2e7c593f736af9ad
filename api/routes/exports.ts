/** Requesting exports, and looking at those that were requested. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  type ExportListQuery,
  ExportRequestType,
  ExportStatus,
  FailureCode,
  FileType,
  type RequestAnswer,
  type RequestedExport,
} from '../../contract/index.ts'
import { oneOf } from '../../contract/schemas/fields.ts'
import type { ExportData } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import {
  type ExportParams,
  exportParams,
  idempotencyHeaders,
  readExportRequest,
  readIdempotencyKey,
  readQuery,
  wholeNumber,
} from '../reading.ts'
import { newExportRequest } from '../schemas/exportRequests.ts'
import { exportPage, requestAnswer, requestedExport } from '../schemas/exports.ts'
import { callerOf } from '../signIn.ts'

/** What `Retry-After` holds where a job is not over. */
export const LOOK_AGAIN = 'Seconds after which it is worth another look.'

const listQuery = z.strictObject({
  status: oneOf(Object.values(ExportStatus)).describe('Only those in it.').exactOptional(),
  type: oneOf(Object.values(ExportRequestType)).describe('Only those of it.').exactOptional(),
  fileType: oneOf(Object.values(FileType)).describe('Only those of it.').exactOptional(),
  limit: wholeNumber(1, 100).describe('Most jobs of the page. Default 20.').exactOptional(),
  after: z
    .string({ error: 'must be `next` of the page before' })
    .describe('`next` of the page before.')
    .exactOptional(),
}) satisfies z.ZodType<ExportListQuery>

export function exportRoutes(scope: FastifyInstance, exportData: ExportData): void {
  scope.post('/exports', { schema: REQUEST }, async (request, reply) => {
    const { idempotencyKey } = readIdempotencyKey(request)
    const asked = { request: readExportRequest(request) }
    const answer = await exportData.request(
      callerOf(request),
      idempotencyKey === undefined ? asked : { ...asked, idempotencyKey },
    )
    reply.code(statusOf(answer))
    sayWhereToLook(reply, answer.job)
    return answer
  })

  scope.get('/exports', { schema: LIST }, async (request) =>
    exportData.list(callerOf(request), readQuery(listQuery, request)),
  )

  scope.get<ExportParams>('/exports/:id', { schema: GET }, async (request, reply) => {
    const job = await exportData.get(callerOf(request), request.params.id)
    if (job.status === ExportStatus.PENDING) reply.header('retry-after', '1')
    return job
  })
}

/** A new job that is over already has the file of an earlier one. */
function statusOf({ job, repeats }: RequestAnswer): 200 | 201 | 202 {
  if (repeats) return 200
  return job.status === ExportStatus.COMPLETED ? 201 : 202
}

export function sayWhereToLook(reply: FastifyReply, job: RequestedExport): void {
  reply.header('location', `/exports/${encodeURIComponent(job.id)}`)
  if (job.status === ExportStatus.PENDING) reply.header('retry-after', '1')
}

const REQUEST = operation({
  id: 'requestExport',
  tag: 'Exports',
  summary: 'Request an export',
  isChange: true,
  headers: idempotencyHeaders,
  body: newExportRequest,
  answers: {
    202: {
      description: 'The export was requested.',
      schema: requestAnswer,
      headers: { Location: 'Where to look at the export.', 'Retry-After': LOOK_AGAIN },
    },
    201: {
      description:
        'The export was requested, and is COMPLETED: it has the file of an identical one, which is not older than `reuseWithin`. `file.snapshotAt` says as of when its rows are.',
      schema: requestAnswer,
      headers: { Location: 'Where to look at the export.' },
    },
    200: {
      description: 'The same was requested before; `repeats` says how that is known.',
      schema: requestAnswer,
      headers: {
        Location: 'Where to look at the export.',
        'Retry-After': `${LOOK_AGAIN} While it is PENDING.`,
      },
    },
  },
  errors: [
    FailureCode.UNSUPPORTED_TYPE,
    FailureCode.IDEMPOTENCY_KEY_REUSED,
    FailureCode.TOO_MANY_OPEN_JOBS,
  ],
})

const LIST = operation({
  id: 'listExports',
  tag: 'Exports',
  summary: 'List your exports, newest first',
  query: listQuery,
  answers: { 200: { description: 'One page of them.', schema: exportPage } },
})

const GET = operation({
  id: 'getExport',
  tag: 'Exports',
  summary: 'Look at an export',
  params: exportParams,
  answers: {
    200: {
      description: 'The export.',
      schema: requestedExport,
      headers: { 'Retry-After': `${LOOK_AGAIN} While it is PENDING.` },
    },
  },
  errors: [FailureCode.UNKNOWN_JOB],
})

/** Cancelling, retrying and removing exports. */
import type { FastifyInstance } from 'fastify'
import { FailureCode } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { type ExportParams, exportParams } from '../reading.ts'
import { requestedExport } from '../schemas/exports.ts'
import { callerOf } from '../signIn.ts'
import { LOOK_AGAIN, sayWhereToLook } from './exports.ts'

export function exportChangeRoutes(scope: FastifyInstance, exportData: ExportData): void {
  scope.post<ExportParams>('/exports/:id/cancel', { schema: CANCEL }, async (request, reply) => {
    const job = await exportData.cancel(callerOf(request), request.params.id)
    return reply.code(202).send(job)
  })

  scope.post<ExportParams>('/exports/:id/retry', { schema: RETRY }, async (request, reply) => {
    const job = await exportData.retry(callerOf(request), request.params.id)
    sayWhereToLook(reply, job)
    return reply.code(202).send(job)
  })

  scope.delete<ExportParams>('/exports/:id', { schema: REMOVE }, async (request, reply) => {
    await exportData.remove(callerOf(request), request.params.id)
    return reply.code(204).send()
  })
}

const CANCEL = operation({
  id: 'cancelExport',
  tag: 'Exports',
  summary: 'Cancel an export',
  description: 'Its running steps end within seconds: it may be PENDING until then.',
  isChange: true,
  params: exportParams,
  answers: { 202: { description: 'The export.', schema: requestedExport } },
  errors: [FailureCode.UNKNOWN_JOB, FailureCode.WRONG_STATUS, FailureCode.TEMPORAL_UNAVAILABLE],
})

const RETRY = operation({
  id: 'retryExport',
  tag: 'Exports',
  summary: 'Retry an export that failed or was cancelled',
  isChange: true,
  params: exportParams,
  answers: {
    202: {
      description: 'The export, at its next attempt.',
      schema: requestedExport,
      headers: { Location: 'Where to look at the export.', 'Retry-After': LOOK_AGAIN },
    },
  },
  errors: [
    FailureCode.UNKNOWN_JOB,
    FailureCode.WRONG_STATUS,
    FailureCode.INVALID_REQUEST,
    FailureCode.TOO_MANY_OPEN_JOBS,
  ],
})

const REMOVE = operation({
  id: 'removeExport',
  tag: 'Exports',
  summary: 'Remove an export that is over, and its file',
  isChange: true,
  params: exportParams,
  answers: { 204: { description: 'It is gone.' } },
  errors: [FailureCode.UNKNOWN_JOB, FailureCode.WRONG_STATUS, FailureCode.STORAGE_UNAVAILABLE],
})

/** What the caller may export, and what an export would come to. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { FailureCode } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { readExportRequest } from '../reading.ts'
import { newExportRequest } from '../schemas/exportRequests.ts'
import { exportEstimate, exportTypeDescription } from '../schemas/others.ts'
import { callerOf } from '../signIn.ts'

export function exportTypeRoutes(scope: FastifyInstance, exportData: ExportData): void {
  scope.get('/export-types', { schema: TYPES }, async (request) => {
    return { types: await exportData.exportTypes(callerOf(request)) }
  })

  scope.post('/exports/estimate', { schema: ESTIMATE }, async (request) =>
    exportData.estimate(callerOf(request), readExportRequest(request)),
  )
}

const TYPES = operation({
  id: 'listExportTypes',
  tag: 'What can be exported',
  summary: 'List what you may export, with columns and filters',
  answers: {
    200: {
      description: 'The types.',
      schema: z.object({ types: z.array(exportTypeDescription).describe('The types.') }),
    },
  },
})

const ESTIMATE = operation({
  id: 'estimateExport',
  tag: 'What can be exported',
  summary: 'Estimate an export: rows, size, time and what it would fail with',
  description: 'Takes milliseconds, and requests nothing.',
  isChange: true,
  body: newExportRequest,
  answers: { 200: { description: 'The estimate.', schema: exportEstimate } },
  errors: [FailureCode.UNSUPPORTED_TYPE],
})

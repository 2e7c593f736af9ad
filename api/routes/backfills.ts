/** Files of changes for days that have none. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type BackfillSpan, FailureCode } from '../../contract/index.ts'
import type { Schedules } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { readObject } from '../reading.ts'
import { BODIES } from '../schemas/scheduleRequests.ts'
import { backfill } from '../schemas/schedules.ts'
import { callerOf } from '../signIn.ts'
import { type ScheduleParams, scheduleParams } from './schedules.ts'

const SPAN_REMEDY =
  'Send an object with two days, for example {"from":"2026-11-01","to":"2026-11-10"}.'

export function backfillRoutes(scope: FastifyInstance, schedules: Schedules): void {
  scope.post<ScheduleParams>(
    '/schedules/:id/backfills',
    { schema: START },
    async (request, reply) => {
      const span = readObject(request, { remedy: SPAN_REMEDY }) as BackfillSpan
      reply.code(202)
      return await schedules.backfill(callerOf(request), request.params.id, span)
    },
  )

  scope.get<ScheduleParams>('/schedules/:id/backfills', { schema: LIST }, async (request) => ({
    backfills: await schedules.backfills(callerOf(request), request.params.id),
  }))
}

const START = operation({
  id: 'startBackfill',
  tag: 'Schedules',
  summary: 'Make files of changes for days that have none',
  description: 'As windows that touch, three at a time. Days that have a file keep it.',
  isChange: true,
  params: scheduleParams,
  body: BODIES.span,
  answers: { 202: { description: 'The backfill.', schema: backfill } },
  errors: [FailureCode.UNKNOWN_SCHEDULE, FailureCode.TEMPORAL_UNAVAILABLE],
})

const LIST = operation({
  id: 'listBackfills',
  tag: 'Schedules',
  summary: 'List the last 20 backfills of a schedule, newest first',
  params: scheduleParams,
  answers: {
    200: {
      description: 'The backfills.',
      schema: z.object({ backfills: z.array(backfill).describe('The backfills.') }),
    },
  },
  errors: [FailureCode.UNKNOWN_SCHEDULE],
})

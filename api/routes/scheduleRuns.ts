/** What came of each time a schedule was due. */
import type { FastifyInstance } from 'fastify'
import { FailureCode } from '../../contract/index.ts'
import type { Schedules } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { readQuery } from '../reading.ts'
import { runPage } from '../schemas/schedules.ts'
import { callerOf } from '../signIn.ts'
import { pageQuery, type ScheduleParams, scheduleParams } from './schedules.ts'

export function scheduleRunRoutes(scope: FastifyInstance, schedules: Schedules): void {
  scope.get<ScheduleParams>('/schedules/:id/runs', { schema: RUNS }, async (request) =>
    schedules.runs(callerOf(request), request.params.id, readQuery(pageQuery, request)),
  )
}

const RUNS = operation({
  id: 'listScheduledRuns',
  tag: 'Schedules',
  summary: 'List what came of each time a schedule was due, newest first',
  params: scheduleParams,
  query: pageQuery,
  answers: { 200: { description: 'One page of them.', schema: runPage } },
  errors: [FailureCode.UNKNOWN_SCHEDULE],
})

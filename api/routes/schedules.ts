/** Exports that recur: creating them, and looking at them. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FailureCode, type ScheduleRequest, type ScheduleTiming } from '../../contract/index.ts'
import type { PageQuery, Schedules } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { readObject, readQuery, wholeNumber } from '../reading.ts'
import { BODIES } from '../schemas/scheduleRequests.ts'
import {
  exportSchedule,
  savedSchedule,
  schedulePage,
  schedulePreview,
} from '../schemas/schedules.ts'
import { callerOf } from '../signIn.ts'
import { TAG_HEADER, tagged } from './scheduleTags.ts'

/** Path parameter of everything that is about one schedule. */
export const scheduleParams = z.object({ id: z.string().describe('Id of the schedule.') })

export interface ScheduleParams {
  Params: { id: string }
}

export const pageQuery = z.strictObject({
  limit: wholeNumber(1, 100).describe('Most of the page. Default 20.').exactOptional(),
  after: z
    .string({ error: 'must be `next` of the page before' })
    .describe('`next` of the page before.')
    .exactOptional(),
}) satisfies z.ZodType<PageQuery>

const SCHEDULE_REMEDY = 'Send an object with `name`, `request` and `rule`: /docs has examples.'
const TIMING_REMEDY =
  'Send an object with `rule`, for example {"rule":{"kind":"DAILY","hour":6,"minute":30}}.'

/** The body as it came: values of kinds that the type excludes are the entry's to refuse. */
export function readScheduleRequest(request: FastifyRequest): ScheduleRequest {
  return readObject(request, { remedy: SCHEDULE_REMEDY }) as ScheduleRequest
}

export function scheduleRoutes(scope: FastifyInstance, schedules: Schedules): void {
  scope.post('/schedules', { schema: CREATE }, async (request, reply) => {
    const created = await schedules.create(callerOf(request), readScheduleRequest(request))
    reply.code(201).header('location', `/schedules/${encodeURIComponent(created.schedule.id)}`)
    tagged(reply, created.schedule)
    return created
  })

  scope.post('/schedules/preview', { schema: PREVIEW }, async (request) => {
    const timing = readObject(request, { remedy: TIMING_REMEDY }) as ScheduleTiming
    return await schedules.preview(callerOf(request), timing)
  })

  scope.get('/schedules', { schema: LIST }, async (request) =>
    schedules.list(callerOf(request), readQuery(pageQuery, request)),
  )

  scope.get<ScheduleParams>('/schedules/:id', { schema: GET }, async (request, reply) =>
    tagged(reply, await schedules.get(callerOf(request), request.params.id)),
  )
}

const CREATE = operation({
  id: 'createSchedule',
  tag: 'Schedules',
  summary: 'Let an export recur',
  description:
    'Where Temporal is out of reach it is recorded all the same, and begins within minutes of its return.',
  isChange: true,
  body: BODIES.schedule,
  answers: {
    201: {
      description: 'The schedule, with the secret of its webhook.',
      schema: savedSchedule,
      headers: { Location: 'Where to look at the schedule.', ...TAG_HEADER },
    },
  },
  errors: [FailureCode.UNSUPPORTED_TYPE, FailureCode.TOO_MANY_SCHEDULES],
})

const PREVIEW = operation({
  id: 'previewSchedule',
  tag: 'Schedules',
  summary: 'Say when a schedule would be due',
  description: 'For forms: creates nothing.',
  body: BODIES.timing,
  answers: { 200: { description: 'Its first times.', schema: schedulePreview } },
})

const LIST = operation({
  id: 'listSchedules',
  tag: 'Schedules',
  summary: 'List your schedules, newest first',
  query: pageQuery,
  answers: { 200: { description: 'One page of them.', schema: schedulePage } },
})

const GET = operation({
  id: 'getSchedule',
  tag: 'Schedules',
  summary: 'Look at a schedule',
  params: scheduleParams,
  answers: { 200: { description: 'The schedule.', schema: exportSchedule, headers: TAG_HEADER } },
  errors: [FailureCode.UNKNOWN_SCHEDULE],
})

/** Changing, pausing, resuming, triggering and deleting schedules, and the secret of a webhook. */
import type { FastifyInstance } from 'fastify'
import { FailureCode } from '../../contract/index.ts'
import { fields, text } from '../../contract/schemas/fields.ts'
import type { Schedules } from '../../export-data/index.ts'
import { type Operation, operation } from '../operation.ts'
import { readBody } from '../reading.ts'
import { jsonSchemaOf } from '../schemas/components.ts'
import { BODIES } from '../schemas/scheduleRequests.ts'
import { exportSchedule, renewedSecret, savedSchedule } from '../schemas/schedules.ts'
import { callerOf } from '../signIn.ts'
import { readScheduleRequest, type ScheduleParams, scheduleParams } from './schedules.ts'
import { ifMatchHeaders, readKnownRevision, TAG_HEADER, tagged } from './scheduleTags.ts'

const MAX_NOTE_LENGTH = 200

const pauseBody = fields({
  note: text(
    `a text of 1 to ${MAX_NOTE_LENGTH} characters without control characters`,
    MAX_NOTE_LENGTH,
  )
    .describe('Why, in a sentence. Shown as its `note`.')
    .exactOptional(),
})

export function scheduleChangeRoutes(scope: FastifyInstance, schedules: Schedules): void {
  scope.put<ScheduleParams>('/schedules/:id', { schema: UPDATE }, async (request, reply) => {
    const asked = readScheduleRequest(request)
    const known = readKnownRevision(request)
    const saved = await schedules.update(callerOf(request), request.params.id, asked, known)
    tagged(reply, saved.schedule)
    return saved
  })

  scope.delete<ScheduleParams>('/schedules/:id', { schema: REMOVE }, async (request, reply) => {
    await schedules.remove(callerOf(request), request.params.id)
    return reply.code(204).send()
  })

  scope.post<ScheduleParams>('/schedules/:id/pause', { schema: PAUSE }, async (request, reply) => {
    const { note } = readBody(pauseBody, request)
    return tagged(reply, await schedules.pause(callerOf(request), request.params.id, note))
  })

  scope.post<ScheduleParams>('/schedules/:id/resume', { schema: RESUME }, async (request, reply) =>
    tagged(reply, await schedules.resume(callerOf(request), request.params.id)),
  )

  scope.post<ScheduleParams>(
    '/schedules/:id/trigger',
    { schema: TRIGGER },
    async (request, reply) =>
      tagged(reply, await schedules.trigger(callerOf(request), request.params.id)),
  )

  scope.post<ScheduleParams>(
    '/schedules/:id/webhook-secret',
    { schema: RENEW_SECRET },
    async (request) => schedules.renewSecret(callerOf(request), request.params.id),
  )
}

/** A change of one schedule, which is answered with how it stands then. */
function change(described: Pick<Operation, 'id' | 'summary' | 'errors'> & Partial<Operation>) {
  return operation({
    tag: 'Schedules',
    isChange: true,
    params: scheduleParams,
    answers: { 200: { description: 'The schedule.', schema: exportSchedule, headers: TAG_HEADER } },
    ...described,
    errors: [FailureCode.UNKNOWN_SCHEDULE, ...(described.errors ?? [])],
  })
}

const UPDATE = change({
  id: 'updateSchedule',
  summary: 'Replace all that a schedule was asked for',
  description:
    'Whether it is paused, what was exported and the secret of its webhook stay; a webhook where there was none gets a secret, which is told in this answer alone. Another content, other rows or columns make the next file of changes one of every row. The type of what is exported stays.',
  headers: ifMatchHeaders,
  body: BODIES.schedule,
  answers: {
    200: { description: 'The schedule.', schema: savedSchedule, headers: TAG_HEADER },
  },
  errors: [FailureCode.UNSUPPORTED_TYPE, FailureCode.SCHEDULE_CHANGED],
})

const REMOVE = change({
  id: 'deleteSchedule',
  summary: 'Delete a schedule; its files stay',
  answers: { 204: { description: 'It is gone.' } },
  errors: [],
})

const PAUSE = change({
  id: 'pauseSchedule',
  summary: 'Pause a schedule',
  description: 'What it would have exported is in the first file after it was resumed.',
  body: jsonSchemaOf(pauseBody),
  isBodyOptional: true,
  errors: [FailureCode.TEMPORAL_UNAVAILABLE],
})

const RESUME = change({
  id: 'resumeSchedule',
  summary: 'Resume a schedule',
  errors: [FailureCode.TEMPORAL_UNAVAILABLE],
})

const TRIGGER = change({
  id: 'triggerSchedule',
  summary: 'Make a schedule due now as well',
  description: 'Makes what is due and has no file, else an extra file.',
  errors: [FailureCode.TEMPORAL_UNAVAILABLE],
})

const RENEW_SECRET = change({
  id: 'renewWebhookSecret',
  summary: 'Make a new secret for the webhook of a schedule',
  description: 'The old one counts no longer.',
  answers: { 200: { description: 'The new secret, told only here.', schema: renewedSecret } },
  errors: [FailureCode.INVALID_REQUEST],
})

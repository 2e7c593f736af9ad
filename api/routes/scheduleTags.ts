/** The revision of a schedule as the entity tag of HTTP: whoever changes it says which one was seen. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ExportFailure, type ExportSchedule, FailureCode } from '../../contract/index.ts'
import type { KnownRevision } from '../../export-data/index.ts'

const TAG_ERROR = 'must be the `ETag` of the schedule, or `*`'

/** `*` stands for any revision. RFC 9110 lets weak tags, as some proxies make of ours, match nothing. */
export const ifMatchHeaders = z.object({
  'if-match': z
    .string()
    .regex(/^(\*|"\d{1,9}")$/, { error: TAG_ERROR })
    .describe('`ETag` of the schedule as it was seen: one that was changed since is not replaced.')
    .exactOptional(),
})

export const TAG_HEADER = { ETag: 'Its `revision`, in quotes: give it as `If-Match`.' } as const

/** @throws INVALID_REQUEST for a tag that none of our schedules can have. */
export function readKnownRevision({ headers }: FastifyRequest): KnownRevision {
  const parsed = ifMatchHeaders.safeParse(headers)
  if (!parsed.success) {
    throw new ExportFailure({
      code: FailureCode.INVALID_REQUEST,
      message: `If-Match ${TAG_ERROR}.`,
      remedy: 'Send the schedule’s `revision` in quotes, for example "3".',
      field: 'If-Match',
    })
  }
  const tag = parsed.data['if-match']
  return tag === undefined || tag === '*' ? {} : { revision: Number(tag.slice(1, -1)) }
}

/** Says which revision is answered. */
export function tagged(reply: FastifyReply, schedule: ExportSchedule): ExportSchedule {
  reply.header('etag', `"${schedule.revision}"`)
  return schedule
}

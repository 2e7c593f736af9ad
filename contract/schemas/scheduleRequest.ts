/**
 * What a schedule must look like that somebody asks for. What the filters and columns of its exports
 * mean, whom its recipients are, and where its webhook leads is not looked at here.
 */
import { z } from 'zod'
import { type Failure, FailureCode } from '../failures.ts'
import { ScheduleContent } from '../kinds.ts'
import type { ExportRequest } from '../request.ts'
import type { BackfillSpan } from '../scheduledRuns.ts'
import type { ScheduleRequest, ScheduleTiming } from '../schedules.ts'
import { isPlainText } from './checks.ts'
import { requestFields, soundParts } from './exportRequest.ts'
import { eachOnce, fields, oneOf, text, toFailures, wholeNumber } from './fields.ts'
import { inOrder, isObject, timing, timingFields } from './scheduleTiming.ts'

const MAX_NAME_LENGTH = 100
const MAX_FULL_EVERY = 1_000
const MAX_RECIPIENTS = 20
const MAX_ADDRESS_LENGTH = 254
const MAX_URL_LENGTH = 2_000

const ADDRESS_ERROR = 'must be a mail address, for example ann@connexus.example'
const DAY_ERROR = 'must be a day, for example 2026-03-29'

const recipients = eachOnce(
  z
    .array(z.string({ error: ADDRESS_ERROR }).refine(isAddress, { error: ADDRESS_ERROR }), {
      error: 'must be a list of mail addresses',
    })
    .max(MAX_RECIPIENTS, { error: `must hold at most ${MAX_RECIPIENTS} mail addresses` }),
  (address) => (typeof address === 'string' ? address.toLowerCase() : Symbol('no address')),
)

const webhook = fields({
  url: text(
    `an address of 1 to ${MAX_URL_LENGTH.toLocaleString('en')} characters`,
    MAX_URL_LENGTH,
  ).describe('HTTPS address that each end of an export is posted to.'),
})

/** The fields of a schedule beside its timing and its request, for schemas of what carries one. */
export const ownFields = {
  name: text(
    `a text of 1 to ${MAX_NAME_LENGTH} characters without control characters`,
    MAX_NAME_LENGTH,
  ).describe('What you call it.'),
  content: oneOf(Object.values(ScheduleContent))
    .describe('Every row each time, or what has changed since the file before. Default FULL.')
    .exactOptional(),
  fullEvery: wholeNumber(1, MAX_FULL_EVERY)
    .describe('Of CHANGES: a file of every row after so many of changes. Default: never again.')
    .exactOptional(),
  recipients: recipients
    .describe('Mail addresses of Connexus users who are told besides you. Default: none.')
    .exactOptional(),
  webhook: webhook.describe('Machine that is told. Default: none.').exactOptional(),
}

const schedule = inOrder(
  fields({
    ...ownFields,
    ...timingFields,
    request: fields({
      ...requestFields,
      reuseWithin: z
        .never({ error: 'must be left out: files of a schedule are made anew' })
        .exactOptional(),
    }),
  }),
).refine(({ content, fullEvery }) => fullEvery === undefined || content === 'CHANGES', {
  path: ['fullEvery'],
  error: 'is of content CHANGES alone',
  when: ({ value }) => isObject(value),
})

const day = z.iso.date({ error: DAY_ERROR })
const span = fields({
  from: day.describe('First day, in the schedule’s zone.'),
  to: day.describe('Last day, in the schedule’s zone.'),
}).refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before from' })

export type Parsed<Asked> =
  /** Without what is not known, and without nulls. */
  | { asked: Asked; malformed: readonly [] }
  /** Every structural fault, with the path of its field. */
  | { asked?: undefined; malformed: readonly [Failure, ...Failure[]] }

export type ParsedSchedule = Parsed<ScheduleRequest> & {
  /** The request of its exports without its wrong parts: so its other faults can be told as well. */
  request: ExportRequest
  /** Whom to tell, without wrong parts, likewise. */
  told: ToldParts
}

export type ToldParts = Pick<ScheduleRequest, 'recipients' | 'webhook'>

/** Values of a kind that the types exclude are expected here and below: they come from JSON. */
export function parseScheduleRequest(given: ScheduleRequest): ParsedSchedule {
  const parsed = schedule.safeParse(given)
  if (parsed.success) {
    return { asked: parsed.data, malformed: [], request: parsed.data.request, told: parsed.data }
  }
  const { issues } = parsed.error
  const ofRequest = issues.flatMap(({ path: [field, ...path] }) =>
    field === 'request' ? [{ path }] : [],
  )
  return {
    malformed: failuresOf(issues),
    request: soundParts(given?.request, ofRequest),
    told: toldParts(given),
  }
}

function toldParts(given: ScheduleRequest): ToldParts {
  const named = recipients.safeParse(given?.recipients)
  const machine = webhook.safeParse(given?.webhook)
  return {
    ...(named.success && { recipients: named.data }),
    ...(machine.success && { webhook: machine.data }),
  }
}

export function parseScheduleTiming(given: ScheduleTiming): Parsed<ScheduleTiming> {
  return parse(timing, given)
}

export function parseBackfillSpan(given: BackfillSpan): Parsed<BackfillSpan> {
  return parse(span, given)
}

function parse<Asked>(schema: z.ZodType<Asked>, given: Asked): Parsed<Asked> {
  const parsed = schema.safeParse(given)
  return parsed.success
    ? { asked: parsed.data, malformed: [] }
    : { malformed: failuresOf(parsed.error.issues) }
}

function failuresOf(issues: readonly z.core.$ZodIssue[]): [Failure, ...Failure[]] {
  return toFailures(issues, {
    code: FailureCode.INVALID_REQUEST,
    remedy: 'Give the field as the message says.',
    whole: 'The body',
  })
}

/** Whether it looks like one: who is behind it, is for others to find out. */
function isAddress(value: string): boolean {
  return (
    value.length <= MAX_ADDRESS_LENGTH &&
    isPlainText(value) &&
    /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(value)
  )
}

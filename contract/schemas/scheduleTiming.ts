/**
 * What the timing of a schedule must look like. Whether a cron expression means anything, and whether
 * the timing is ever due, is not known here.
 */
import { z } from 'zod'
import { RuleKind } from '../schedules.ts'
import { isTimeZone } from '../timeZone.ts'
import { eachOnce, fields, kinds, wholeNumber } from './fields.ts'

const MAX_EXPRESSION_LENGTH = 100
const MAX_RUNS = 10_000
const FIRST_YEAR = 2000
const LAST_YEAR = 2100

const ZONE_ERROR = 'must be an IANA time zone, for example Europe/Berlin'
const INSTANT_ERROR = `must be an instant with its zone in the years ${FIRST_YEAR} to ${LAST_YEAR}, for example 2026-03-29T06:00:00Z`
const WEEKDAYS_ERROR = 'must be a list of 1 to 7 weekdays: 1 is Monday, 7 is Sunday'
const DAY_ERROR = 'must be a whole number from 1 to 31, or LAST'
const EXPRESSION_ERROR =
  'must be five cron fields: minute, hour, day of month, month, day of week; for example 30 6 * * 1-5'

/** Five fields of the signs that cron fields are made of. */
const FIVE_FIELDS = /^[\w*/,#?-]+( +[\w*/,#?-]+){4}$/

const timeOfDay = {
  hour: wholeNumber(0, 23).describe('On the clock of the schedule’s zone.'),
  minute: wholeNumber(0, 59).describe('On the clock of the schedule’s zone.'),
}

const monthDay = z.int().min(1, { error: DAY_ERROR }).max(31, { error: DAY_ERROR })

const kind = <Kind extends RuleKind>(value: Kind) => z.literal(value).describe('When it is due.')

const rule = kinds(Object.values(RuleKind), [
  z.object({ kind: kind(RuleKind.DAILY), ...timeOfDay }),
  z.object({
    kind: kind(RuleKind.WEEKLY),
    weekdays: eachOnce(
      z
        .array(wholeNumber(1, 7), { error: WEEKDAYS_ERROR })
        .min(1, { error: WEEKDAYS_ERROR })
        .max(7, { error: WEEKDAYS_ERROR }),
    ).describe('1 is Monday, 7 is Sunday; each once.'),
    ...timeOfDay,
  }),
  z.object({
    kind: kind(RuleKind.MONTHLY),
    day: z
      .union([monthDay, z.literal('LAST')], { error: DAY_ERROR })
      .describe('Of the month, of which a shorter one takes its last; LAST is the same as 31.'),
    ...timeOfDay,
  }),
  z.object({
    kind: kind(RuleKind.CRON),
    expression: z
      .string({ error: EXPRESSION_ERROR })
      .max(MAX_EXPRESSION_LENGTH, {
        error: `must have at most ${MAX_EXPRESSION_LENGTH} characters`,
      })
      .regex(FIVE_FIELDS, { error: EXPRESSION_ERROR })
      .describe('Five fields: minute, hour, day of month, month, day of week.'),
  }),
])

const instant = z.iso
  .datetime({ offset: true, abort: true, error: INSTANT_ERROR })
  .refine(isWithinYears, { error: INSTANT_ERROR })

/** The fields of a timing, for schemas of what carries one. */
export const timingFields = {
  rule: rule.describe('When it is due: once on each of its days, or as cron says.'),
  timeZone: z
    .string({ error: ZONE_ERROR })
    .refine(isTimeZone, { error: ZONE_ERROR })
    .describe('IANA zone of the rule’s times and days. Default: yours.')
    .exactOptional(),
  startAt: instant.describe('Not due before it. Default: from now on.').exactOptional(),
  endAt: instant.describe('Not due from it on. Default: for ever.').exactOptional(),
  runs: wholeNumber(1, MAX_RUNS)
    .describe('How often it is due; then it has ended. Default: without end.')
    .exactOptional(),
}

export const timing = inOrder(fields(timingFields))

/** Refuses an end that is not after the start, also where other parts are wrong. */
export function inOrder<Schema extends z.ZodType<{ startAt?: string; endAt?: string }>>(
  schema: Schema,
): Schema {
  return schema.refine(
    ({ startAt = '', endAt = '' }) => !(Date.parse(endAt) <= Date.parse(startAt)),
    { path: ['endAt'], error: 'must be after startAt', when: ({ value }) => isObject(value) },
  )
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isWithinYears(value: string): boolean {
  const year = new Date(value).getUTCFullYear()
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

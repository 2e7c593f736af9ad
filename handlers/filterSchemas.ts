/**
 * Kinds of filters that handlers build their schemas from, all optional. Each is described by what
 * it allows: the description is the remedy in a failure.
 */
import { z } from 'zod'
import { daysFromCivil, instantToText } from './postgresText.ts'

/** A point in time that a filter names: an instant, or a day whose zone the request decides. */
export type Moment =
  | { kind: 'instant'; text: string }
  /** `day` counts from 1970-01-01. */
  | { kind: 'day'; day: number }

/** What is wrong with a value: the end of a sentence that begins with the field's name. */
export function problemOf(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') return 'has the wrong type'
  return issue.code === 'too_small' ? 'is empty' : 'is not a valid value'
}

/** One value or a list of at least one, always read as a list. */
export function oneOrMany<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
  const list = z.array(item).min(1)
  return z.unknown().transform((value, context) => {
    const isList = Array.isArray(value)
    const result = list.safeParse(isList ? value : [value], { error: problemOf })
    if (result.success) return result.data
    for (const { message, path } of result.error.issues) {
      context.addIssue({ code: 'custom', message, path: path.slice(isList ? 0 : 1) })
    }
    return z.NEVER
  })
}

/** PostgreSQL can't store U+0000, so nothing can contain it. */
export const searchText = z
  .string()
  .refine((text) => !text.includes('\0'))
  .optional()
  .describe('Give a text without U+0000.')

/** Any uuid that PostgreSQL takes, whatever its version. */
export const ids = oneOrMany(z.guid())
  .optional()
  .describe('Give one id or a list of ids, each a UUID.')

export function statuses<Status extends string>(
  known: readonly Status[],
): z.ZodOptional<z.ZodType<Status[]>> {
  return oneOrMany(z.enum(known))
    .optional()
    .describe(`Give one or several of ${known.join(', ')}.`)
}

export const moment = z
  .string()
  .transform((text, context): Moment => {
    const found = momentOf(text)
    if (found) return found
    context.addIssue({ code: 'custom', message: 'is no day or instant' })
    return z.NEVER
  })
  .optional()
  .describe(
    'Give a day such as 2026-03-29, or an instant with its offset such as 2026-03-29T08:30:00Z.',
  )

const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?:Z|([+-])(\d{2}):?(\d{2})))?$/

function momentOf(text: string): Moment | undefined {
  const match = MOMENT.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  const days = daysFromCivil(year, month, day)
  if (match[4] === undefined) return { kind: 'day', day: days }
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)]
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (Math.max(hour, offsetHours) > 23) return undefined
  if (Math.max(minute, second, offsetMinutes) > 59) return undefined
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1)
  const ms = days * 86_400_000 + (hour * 60 + minute - offset) * 60_000 + second * 1000
  return { kind: 'instant', text: instantToText(ms, match[7]) }
}

function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1)
  return next - daysFromCivil(year, month, 1)
}

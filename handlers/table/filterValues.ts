/**
 * The kinds of values that filters take. Their schemas check and change nothing, so that a JSON
 * Schema, a form and a help text can be made of them.
 */
import { z } from 'zod'
import { daysFromCivil, instantToText } from '../reading/index.ts'

/** What a filter allows, as a schema and in words. */
export interface FilterValue<Value> {
  schema: z.ZodType<Value, Value>
  /** What a requester is told to give, in a sentence. */
  remedy: string
}

/** Those of one value or several. */
export type OneOrMany<Item> = Item | Item[]

/** A point in time that a filter names: an instant, or a day whose zone the request decides. */
export type Moment =
  | { kind: 'instant'; text: string }
  /** `day` counts from 1970-01-01. */
  | { kind: 'day'; day: number }

function oneOrMany<Item>(item: z.ZodType<Item, Item>): FilterValue<OneOrMany<Item>>['schema'] {
  return z.union([item, z.array(item).min(1)])
}

/** The time that a search takes in each row grows with the text that is looked for. */
const LONGEST_TEXT = 200

/** PostgreSQL can't store U+0000, so nothing can contain it. */
export const text: FilterValue<string> = {
  schema: z
    .string()
    .max(LONGEST_TEXT)
    .refine((value) => !value.includes('\0')),
  remedy: `Give a text of ${LONGEST_TEXT} characters at most, without U+0000.`,
}

/** Any uuid that PostgreSQL takes, whatever its version. */
export const ids: FilterValue<OneOrMany<string>> = {
  schema: oneOrMany(z.guid()),
  remedy: 'Give one id or a list of ids, each a UUID.',
}

export function choices(known: readonly string[]): FilterValue<OneOrMany<string>> {
  return { schema: oneOrMany(z.enum(known)), remedy: `Give one or several of ${known.join(', ')}.` }
}

export const flag: FilterValue<boolean> = { schema: z.boolean(), remedy: 'Give true or false.' }

/** A number of JSON, as long as no digit of it is lost, or the same as a text, which may be longer. */
export const decimal: FilterValue<number | string> = {
  schema: z.union([
    z
      .number()
      .refine((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER, {
        error: 'has more digits than a number of JSON keeps',
      })
      .meta({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
    z.string().regex(/^-?\d{1,40}(\.\d{1,40})?$/),
  ]),
  remedy:
    'Give a number, or its digits as a text, such as "1234.50": 40 at most before the point and behind it, no exponent.',
}

export const moment: FilterValue<string> = {
  schema: z
    .string()
    .refine((value) => momentOf(value) !== undefined, { error: 'is no day or instant' })
    .meta({ anyOf: [{ format: 'date' }, { format: 'date-time' }] }),
  remedy:
    'Give a day such as 2026-03-29, or an instant with its offset such as 2026-03-29T08:30:00Z.',
}

export const day: FilterValue<string> = {
  schema: z
    .string()
    .refine((value) => momentOf(value)?.kind === 'day', { error: 'is no day' })
    .meta({ format: 'date' }),
  remedy: 'Give a day such as 2026-03-29.',
}

const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?:Z|([+-])(\d{2}):?(\d{2})))?$/

/** Undefined for a text that is neither a day nor an instant of the years 1 to 9999. */
export function momentOf(value: string): Moment | undefined {
  const match = MOMENT.exec(value)
  if (!match) return undefined
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12) return undefined
  if (date < 1 || date > daysInMonth(year, month)) return undefined
  const days = daysFromCivil(year, month, date)
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

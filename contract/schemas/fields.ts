/** What the schemas are made of. Errors end a sentence that begins with the field's path. */
import { z } from 'zod'
import type { Failure, FailureCode } from '../failures.ts'
import { isPlainText } from './checks.ts'

/** An object whose unknown properties are dropped, and whose nulls mean absent. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const object = z.object(shape, { error: 'must be an object' })
  return z.preprocess(withoutNulls, object)
}

/** One of several objects, told apart by their `kind`; nulls mean absent, as in `fields`. */
export function kinds<const Options extends readonly [z.ZodObject, ...z.ZodObject[]]>(
  names: readonly string[],
  options: Options,
) {
  const error = ({ code }: { code: string }) =>
    code === 'invalid_union' ? `must be one of: ${names.join(' ')}` : 'must be an object'
  return z.preprocess(withoutNulls, z.discriminatedUnion('kind', options, { error }))
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
}

export function oneOf<const Value extends string>(values: readonly Value[]) {
  const shown = values.map((value) => (value === '\t' ? 'a tab' : value)).join(' ')
  return z.enum(values, { error: `must be one of: ${shown}` })
}

export function flag() {
  return z.boolean({ error: 'must be true or false' })
}

export function wholeNumber(min: number, max: number) {
  const shown = [min, max].map((bound) => bound.toLocaleString('en')).join(' to ')
  const error = `must be a whole number from ${shown}`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

/** Refuses items that stand in the list before, also where others are wrong. */
export function eachOnce<Item extends z.ZodType>(
  list: z.ZodArray<Item>,
  keyOf: (item: unknown) => unknown = (item) => item,
) {
  return list.superRefine(
    (items, faults) => {
      const keys = items.map(keyOf)
      for (const [index, key] of keys.entries()) {
        const isDouble = keys.indexOf(key) < index
        if (isDouble)
          faults.addIssue({ code: 'custom', path: [index], message: 'stands there twice' })
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  )
}

/** Text of one line; `what` says which. */
export function text(what: string, maxLength = Number.POSITIVE_INFINITY) {
  const error = `must be ${what}`
  return z
    .string({ error })
    .min(1, { error })
    .refine((value) => value.length <= maxLength && isPlainText(value), { error })
}

/** Failures beyond these are counted, not listed. */
const MAX_LISTED = 20

/** How the failures of a refused value read. */
export interface Wording {
  code: FailureCode
  remedy: string
  /** What the value as a whole is called, as a sentence begins. */
  whole: string
}

/** A failure of each issue, with the path of its field; never with a value. */
export function toFailures(
  issues: readonly z.core.$ZodIssue[],
  wording: Wording,
): [Failure, ...Failure[]] {
  const { code, remedy, whole } = wording
  const [first, ...rest] = issues.slice(0, MAX_LISTED).map((issue): Failure => {
    const field = pathOf(issue.path)
    const failure = { code, message: `${field || whole} ${issue.message}.`, remedy }
    return field ? { ...failure, field } : failure
  })
  const unlisted = issues.length - MAX_LISTED
  if (unlisted > 0) rest.push({ code, message: `${unlisted} more fields are wrong.`, remedy })
  return [first ?? { code, message: `${whole} is not valid.`, remedy }, ...rest]
}

/** `data.columns[1].heading`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((joined, key) => {
    if (typeof key === 'number') return `${joined}[${key}]`
    return joined ? `${joined}.${String(key)}` : String(key)
  }, '')
}

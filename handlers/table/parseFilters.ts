/** Checks a request's filters against what a table offers; every fault becomes a failure. */
import { z } from 'zod'
import { type Failure, FailureCode, type RowRequest } from '../../contract/index.ts'
import type { FilterSchema } from '../handler.ts'
import type { TableFilter } from './filters.ts'

/** Filters by name. */
export type TableFilters<Alias extends string = string> = Record<string, TableFilter<Alias>>

/** What requests may give: the values of each filter, all optional. */
export type FilterInput<Filters extends TableFilters> = {
  [Name in keyof Filters]?: z.input<Filters[Name]['schema']> | null
}

export type ParsedFilters =
  | { isValid: true; filters: Record<string, unknown>; failures: readonly [] }
  | { isValid: false; failures: readonly [Failure, ...Failure[]] }

/** Faults beyond these are counted, not listed: a record and a history hold what is said of them. */
const MAX_LISTED = 20
/** Longest name of a filter that is repeated, in characters. */
const LONGEST_NAME = 60

/** One schema of all filters; each with the description that it is given. */
export function filterSchema<Filters extends TableFilters>(
  filters: Filters,
  describe: (name: string) => string,
): FilterSchema<FilterInput<Filters>> {
  const shape = Object.entries(filters).map(([name, { schema }]) => [
    name,
    schema.describe(describe(name)).optional(),
  ])
  const schema = z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>)
  // What the object was made from says more than its entries can.
  return schema as unknown as FilterSchema<FilterInput<Filters>>
}

/** Filters that are `null` or `''` are absent, known or not. */
export function parseFilters(
  schema: z.ZodObject,
  offered: TableFilters,
  request: RowRequest,
): ParsedFilters {
  const given = Object.entries(request.filters ?? {}).filter(
    ([, value]) => value !== null && value !== '',
  )
  const result = schema.safeParse(Object.fromEntries(given), { error: problemOf })
  if (result.success) return { isValid: true, filters: result.data, failures: [] }
  const failures = result.error.issues.flatMap((issue) => failuresOf(issue, offered))
  const [first, ...others] = failures.slice(0, MAX_LISTED)
  if (!first) throw new Error('The filters were refused without an issue.')
  const unlisted = failures.length - MAX_LISTED
  if (unlisted > 0) others.push(failure('filters', `has ${unlisted} more faults`, first.remedy))
  return { isValid: false, failures: [first, ...others] }
}

/** What is wrong with a value: the end of a sentence that begins with the field's name. */
function problemOf(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') return 'has the wrong type'
  return issue.code === 'too_small' ? 'is empty' : 'is not a valid value'
}

function failuresOf(issue: z.core.$ZodIssue, offered: TableFilters): Failure[] {
  if (issue.code === 'unrecognized_keys') {
    const remedy = `Use filters among ${Object.keys(offered).join(', ')}.`
    return issue.keys.map((key) => failure(fieldOf([key]), 'is unknown', remedy))
  }
  if (issue.code === 'invalid_union') {
    const path = issue.path
    return alternativeMeant(issue.errors).flatMap((inner) =>
      failuresOf({ ...inner, path: [...path, ...inner.path] }, offered),
    )
  }
  const [name] = issue.path
  const remedy = offered[String(name)]?.remedy ?? 'Leave the filter out.'
  return [failure(fieldOf(issue.path), issue.message, remedy)]
}

/** Of what may be one or a list, a number or a text: the one whose type the value has, else the first. */
function alternativeMeant(alternatives: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  // From the end: a choice, which may come first, does not tell a wrong type from a wrong value.
  const meant = alternatives.findLast(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  )
  return meant ?? alternatives[0] ?? []
}

function failure(field: string, problem: string, remedy: string): Failure {
  return { code: FailureCode.INVALID_REQUEST, message: `${field} ${problem}.`, remedy, field }
}

/** `['status', 1]` is `filters.status[1]`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (field, key) => field + (typeof key === 'number' ? `[${key}]` : `.${shortened(String(key))}`),
    'filters',
  )
}

function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`
}

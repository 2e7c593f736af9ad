/** Checks a request's filters against what a table offers; every fault becomes a failure. */
import { z } from 'zod'
import { type Failure, FailureCode, type RowRequest } from '../../contract/index.ts'
import type { TableFilter } from './filters.ts'

/** Filters by name. */
export type TableFilters<Alias extends string = string> = Record<string, TableFilter<Alias>>

/** What requests may give: the values of each filter, all optional. */
export type FilterInput<Filters extends TableFilters> = {
  [Name in keyof Filters]?: z.input<Filters[Name]['schema']> | null
}

/** Values by name, unless something is wrong with them. */
export interface ParsedFilters {
  filters?: Record<string, unknown>
  failures: Failure[]
}

/** Faults beyond these are counted, not listed: a record and a history hold what is said of them. */
const MAX_LISTED = 20
const LIST_REMEDY = 'Mend those that are named, and ask again.'
/** Longest name of a filter that is repeated, in characters. */
const LONGEST_NAME = 60

/** One schema of all filters; each with the description that it is given. */
export function filterSchema(
  filters: TableFilters,
  describe: (filter: TableFilter<string>) => string,
): z.ZodObject {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, filter] of Object.entries(filters)) {
    shape[name] = filter.schema.describe(describe(filter)).optional()
  }
  return z.strictObject(shape)
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
  if (result.success) return { filters: result.data, failures: [] }
  const failures = result.error.issues.flatMap((issue) => failuresOf(issue, offered))
  const listed = failures.slice(0, MAX_LISTED)
  const unlisted = failures.length - listed.length
  if (unlisted > 0) listed.push(failure('filters', `has ${unlisted} more faults`, LIST_REMEDY))
  return { failures: listed }
}

/** What is wrong with a value: the end of a sentence that begins with the field's name. */
const PROBLEMS: Readonly<Record<string, string>> = {
  invalid_type: 'has the wrong type',
  too_small: 'is empty',
  too_big: 'is too long',
}

function problemOf({ code }: z.core.$ZodRawIssue): string {
  return PROBLEMS[code] ?? 'is not a valid value'
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

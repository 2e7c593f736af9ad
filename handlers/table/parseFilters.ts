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

/**
 * Faults of one filter, and names of unknown ones, that are listed; more are counted. So a long list
 * of wrong ids hides no other filter, and a record and a history can hold what is said.
 */
const MAX_LISTED = 3
const MAX_UNKNOWN = 20
/** Longest name of a filter that is repeated, in characters. */
const LONGEST_NAME = 60

/** One schema of all filters; each says what it is given as description, and whether it has choices. */
export function filterSchema(
  filters: TableFilters,
  describe: (filter: TableFilter<string>) => string,
): z.ZodObject {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, filter] of Object.entries(filters)) {
    const description = describe(filter)
    const meta = filter.choices ? { description, choices: true } : { description }
    shape[name] = filter.schema.optional().meta(meta)
  }
  return z.strictObject(shape)
}

/** Filters that are `null` or `''` are absent, known or not. */
export function givenFilters({ filters = {} }: RowRequest): [name: string, value: unknown][] {
  return Object.entries(filters).filter(([, value]) => value !== null && value !== '')
}

export function parseFilters(
  schema: z.ZodObject,
  offered: TableFilters,
  request: RowRequest,
): ParsedFilters {
  const given = Object.fromEntries(givenFilters(request))
  const result = schema.safeParse(given, { error: problemOf })
  if (result.success) return { filters: result.data, failures: [] }
  const byFilter = Map.groupBy(result.error.issues, ({ path }) => path[0])
  return {
    failures: [...byFilter].flatMap(([name, issues]) => {
      const failures = issues.flatMap((issue) => failuresOf(issue, offered))
      return name === undefined
        ? shortened(failures, MAX_UNKNOWN, 'filters')
        : shortened(failures, MAX_LISTED, fieldOf([name]))
    }),
  }
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

/** The first ones, and how many more there are. */
function shortened(failures: Failure[], longest: number, field: string): Failure[] {
  const [first] = failures
  const more = failures.length - longest
  if (!first || more <= 0) return failures
  return [...failures.slice(0, longest), failure(field, `has ${more} more faults`, first.remedy)]
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
export function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (field, key) => field + (typeof key === 'number' ? `[${key}]` : `.${nameOf(String(key))}`),
    'filters',
  )
}

function nameOf(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`
}

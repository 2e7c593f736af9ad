/** Checks a request's filters against a handler's schema; every fault becomes a failure. */
import type { z } from 'zod'
import { type ExportRequest, type Failure, FailureCode } from '../contract/index.ts'
import { problemOf } from './filterSchemas.ts'

export type FilterShape = Record<string, z.ZodType>
export type ParsedFilters<Filters> =
  | { isValid: true; filters: Filters; failures: readonly [] }
  | { isValid: false; failures: readonly [Failure, ...Failure[]] }

/** Faults beyond these are counted, not listed: a record and a history hold what is said of them. */
const MAX_LISTED = 20
/** Longest name of a filter that is repeated, in characters. */
const LONGEST_NAME = 60

/** Filters that are `null` or `''` are absent, known or not. */
export function parseFilters<Shape extends FilterShape>(
  schema: z.ZodObject<Shape>,
  request: ExportRequest,
): ParsedFilters<z.output<z.ZodObject<Shape>>> {
  const given = Object.entries(request.filters ?? {}).filter(
    ([, value]) => value !== null && value !== '',
  )
  const result = schema.safeParse(Object.fromEntries(given), { error: problemOf })
  if (result.success) return { isValid: true, filters: result.data, failures: [] }
  const failures = result.error.issues.flatMap((issue) => failuresOf(issue, schema.shape))
  const [first, ...others] = failures.slice(0, MAX_LISTED)
  if (!first) throw new Error('The filters were refused without an issue.')
  const unlisted = failures.length - MAX_LISTED
  if (unlisted > 0) others.push(failure('filters', `has ${unlisted} more faults`, first.remedy))
  return { isValid: false, failures: [first, ...others] }
}

function failuresOf(issue: z.core.$ZodIssue, shape: FilterShape): Failure[] {
  if (issue.code === 'unrecognized_keys') {
    const remedy = `Use filters among ${Object.keys(shape).join(', ')}.`
    return issue.keys.map((key) => failure(fieldOf([key]), 'is unknown', remedy))
  }
  const [name] = issue.path
  const remedy = shape[String(name)]?.description ?? 'Leave the filter out.'
  return [failure(fieldOf(issue.path), issue.message, remedy)]
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

/** Checks a request's filters against a handler's schema; every fault becomes a failure. */
import type { z } from 'zod'
import { type ExportRequest, type Failure, FailureCode } from '../contract/index.ts'
import { problemOf } from './filterSchemas.ts'

export type FilterShape = Record<string, z.ZodType>
export type ParsedFilters<Filters> =
  | { isValid: true; filters: Filters; failures: readonly [] }
  | { isValid: false; failures: readonly [Failure, ...Failure[]] }

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
  const [first, ...others] = result.error.issues.flatMap((issue) => failuresOf(issue, schema.shape))
  if (!first) throw new Error('The filters were refused without an issue.')
  return { isValid: false, failures: [first, ...others] }
}

function failuresOf(issue: z.core.$ZodIssue, shape: FilterShape): Failure[] {
  if (issue.code === 'unrecognized_keys') {
    const remedy = `Use filters among ${Object.keys(shape).join(', ')}.`
    return issue.keys.map((key) => failure(`filters.${key}`, 'is unknown', remedy))
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
    (field, key) => field + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
    'filters',
  )
}

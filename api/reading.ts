/**
 * Reads what comes with a request. What is wrong is told as INVALID_REQUEST with every wrong field.
 * What an export request asks for is not looked at here: the entry does, once it knows the caller.
 */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ExportFailure, type ExportRequest, FailureCode } from '../contract/index.ts'
import { toFailures } from '../contract/schemas/fields.ts'

/** Path parameter of everything that is about one export. */
export const exportParams = z.object({ id: z.string().describe('Id of the export.') })

export interface ExportParams {
  Params: { id: string }
}

/** Parameters of the address, which must be known ones. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  { query }: FastifyRequest,
): z.output<Schema> {
  return read(schema, query, {
    remedy: 'Give the parameter as the message says.',
    whole: 'The query',
  })
}

/** A body that the entry does not check. One that is absent is an object without fields. */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  { body }: FastifyRequest,
): z.output<Schema> {
  return read(schema, body ?? {}, {
    remedy: 'Give the field as the message says.',
    whole: 'The body',
  })
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  words: { remedy: string; whole: string },
): z.output<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const code = FailureCode.INVALID_REQUEST
  throw new ExportFailure(toFailures(parsed.error.issues.flatMap(eachKey), { code, ...words }))
}

/** A parameter that is a number. */
export function wholeNumber(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`
  const digits = (text: unknown) => (/^\d+$/.test(String(text)) ? Number(text) : text)
  return z.preprocess(digits, z.int({ error }).min(min, { error }).max(max, { error }))
}

/** Unknown parameters are one issue to zod, and one fault each to whoever has mistyped them. */
function eachKey(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'unrecognized_keys') return [issue]
  return issue.keys.map((key) => ({ ...issue, path: [key], message: 'is not known here' }))
}

/** The body as it came: values of kinds that the type excludes are the entry's to refuse. */
export function readExportRequest(request: FastifyRequest): ExportRequest {
  const remedy =
    'Send an object with `type` and `fileType`, for example {"type":"RFP","fileType":"XLSX"}.'
  return readObject(request, { remedy }) as ExportRequest
}

/** The same of anything else that the entry checks; `remedy` says what to send. */
export function readObject({ body }: FastifyRequest, { remedy }: { remedy: string }): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  throw new ExportFailure({
    code: FailureCode.INVALID_REQUEST,
    message: 'The body must be a JSON object.',
    remedy,
  })
}

const KEY_ERROR = 'must be 1 to 200 visible ASCII characters'

export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[!-~]{1,200}$/, { error: KEY_ERROR })
    .describe('The same key with the same request gives the same export, however often it is sent.')
    .exactOptional(),
})

export function readIdempotencyKey({ headers }: FastifyRequest): { idempotencyKey?: string } {
  const parsed = idempotencyHeaders.safeParse(headers)
  if (!parsed.success) {
    throw new ExportFailure({
      code: FailureCode.INVALID_REQUEST,
      message: `Idempotency-Key ${KEY_ERROR}.`,
      remedy: 'Send a random UUID for each new request, for example.',
      field: 'Idempotency-Key',
    })
  }
  const key = parsed.data['idempotency-key']
  return key === undefined ? {} : { idempotencyKey: key }
}

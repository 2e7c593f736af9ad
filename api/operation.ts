/** Describes an operation for the OpenAPI document, with every error that it can be answered with. */
import type { FastifySchema } from 'fastify'
import type { z } from 'zod'
import { FailureCode } from '../contract/index.ts'
import { type AnswerCode, ApiCode, CATALOGUE, PROBLEM_TYPE, statusOf } from './errors/index.ts'
import { jsonSchemaOf } from './schemas/components.ts'
import { problem } from './schemas/others.ts'

export interface OperationAnswer {
  description: string
  /** Absent for an answer without a body. */
  schema?: z.ZodType
  /** Default `application/json`. */
  mediaType?: string
  /** Names of the headers with what they hold. */
  headers?: Readonly<Record<string, string>>
}

export interface Operation {
  id: string
  tag: string
  summary: string
  description?: string
  /** Whether anybody may call it. Default false. */
  isPublic?: boolean
  /** Whether it changes something. Default false. */
  isChange?: boolean
  params?: z.ZodType
  query?: z.ZodType
  headers?: z.ZodType
  /** JSON Schema. */
  body?: object
  /** Whether the body may be absent. Default false. */
  isBodyOptional?: boolean
  answers: Readonly<Record<number, OperationAnswer>>
  /** Codes of its own, besides those that any such operation can be answered with. */
  errors?: readonly AnswerCode[]
}

/** What any call can meet before it reaches a route. */
const ALWAYS: readonly AnswerCode[] = [
  ApiCode.MALFORMED_REQUEST,
  ApiCode.HEADERS_TOO_LARGE,
  ApiCode.REQUEST_TIMED_OUT,
  FailureCode.INTERNAL_ERROR,
]
const SIGNED_IN: readonly AnswerCode[] = [
  ApiCode.NOT_AUTHENTICATED,
  ApiCode.SIGN_IN_UNAVAILABLE,
  ApiCode.TOO_MANY_REQUESTS,
  FailureCode.REQUESTER_NOT_ALLOWED,
  FailureCode.DATABASE_UNAVAILABLE,
]
const WITH_BODY: readonly AnswerCode[] = [
  ApiCode.BODY_NOT_JSON,
  ApiCode.BODY_TOO_LARGE,
  FailureCode.INVALID_REQUEST,
]

/** Marks an operation whose body may be absent, until the document is made. */
export const OPTIONAL_BODY = 'x-optional-body'

export function operation(described: Operation): FastifySchema {
  const { id, tag, summary, description, params, query, headers, body } = described
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(described.isPublic ? { security: [] } : {}),
    ...(params && { params: jsonSchemaOf(params) }),
    ...(query && { querystring: jsonSchemaOf(query) }),
    ...(headers && { headers: jsonSchemaOf(headers) }),
    ...(body && { body }),
    ...(described.isBodyOptional && { [OPTIONAL_BODY]: true }),
    response: { ...answersOf(described), ...errorsOf(codesOf(described)) },
  }
}

function codesOf({ isPublic, isChange, body, query, errors }: Operation): Set<AnswerCode> {
  return new Set([
    ...ALWAYS,
    ...(isPublic ? [] : SIGNED_IN),
    ...(isChange || body ? [ApiCode.WRONG_ORIGIN] : []),
    ...(body ? WITH_BODY : []),
    ...(query ? [FailureCode.INVALID_REQUEST] : []),
    ...(errors ?? []),
  ])
}

function answersOf({ answers }: Operation): Record<string, object> {
  return Object.fromEntries<object>(
    Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)]),
  )
}

function answerOf({ description, schema, mediaType, headers = {} }: OperationAnswer): object {
  const content = { [mediaType ?? 'application/json']: { schema: schema && jsonSchemaOf(schema) } }
  return {
    description,
    headers: Object.fromEntries<object>(
      Object.entries(headers).map(([name, what]) => [name, { type: 'string', description: what }]),
    ),
    ...(schema ? { content } : { type: 'null' }),
  }
}

/** Codes that share a status share an answer. */
function errorsOf(codes: ReadonlySet<AnswerCode>): Record<string, object> {
  const byStatus = new Map<number, AnswerCode[]>()
  for (const code of codes) {
    const { otherStatus } = CATALOGUE[code]
    for (const status of [statusOf(code), otherStatus ?? []].flat())
      byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { [PROBLEM_TYPE]: { schema: jsonSchemaOf(problem) } }
  return Object.fromEntries(
    [...byStatus].map(([status, alike]) => {
      const said = alike.map((code) => `\`${code}\`: ${CATALOGUE[code].title}.`)
      return [status, { description: said.join(' '), content }]
    }),
  )
}

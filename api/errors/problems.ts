/**
 * What an error is to whoever asked: a problem (RFC 9457) with every fault, each with its remedy. Of
 * an error that nobody foresaw it says nothing but the id under which the log holds it.
 */
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import { ApiCode, ApiError } from './apiError.ts'
import { type AnswerCode, CATALOGUE, statusOf } from './catalogue.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** One fault of a request. */
export interface Fault {
  code: AnswerCode
  message: string
  remedy: string
  /** Path of the wrong field in the body, or name of the wrong parameter or header. */
  field?: string
}

export interface Problem {
  /** Address of what the code means. */
  type: string
  title: string
  status: number
  code: AnswerCode
  /** Every message. */
  detail: string
  /** Every remedy, once. */
  remedy: string
  /** Id of the request, as in the header `X-Request-Id` and in the log. */
  instance: string
  errors: Fault[]
}

export interface Answer {
  problem: Problem
  headers: Readonly<Record<string, string>>
}

export function answerTo(error: unknown, requestId: string): Answer {
  if (error instanceof ExportFailure) {
    const [first, ...rest] = error.failures
    return answer([faultOf(first), ...rest.map(faultOf)], requestId)
  }
  if (error instanceof ApiError) {
    const { status, headers, remedy = CATALOGUE[error.code].remedy } = error.particulars
    const fault = { code: error.code, message: error.message, remedy }
    return answer([fault], requestId, status, headers)
  }
  return answerTo(fromFastify(error) ?? UNFORESEEN, requestId)
}

const UNFORESEEN = new ExportFailure({
  code: FailureCode.INTERNAL_ERROR,
  message: 'Something went wrong here.',
  remedy: CATALOGUE.INTERNAL_ERROR.remedy,
})

function faultOf({ code, message, remedy, field }: Fault): Fault {
  return { code, message, remedy, ...(field === undefined ? {} : { field }) }
}

function answer(
  errors: [Fault, ...Fault[]],
  requestId: string,
  status = statusOf(errors[0].code),
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { code } = errors[0]
  const { title, retryAfter } = CATALOGUE[code]
  const problem = {
    type: `/errors#${code}`,
    title,
    status,
    code,
    detail: errors.map(({ message }) => message).join(' '),
    remedy: [...new Set(errors.map(({ remedy }) => remedy))].join(' '),
    instance: requestId,
    errors,
  }
  const waiting = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return { problem, headers: { ...waiting, ...headers } }
}

/** What Fastify refuses before a route is asked; undefined for any other error. */
function fromFastify(error: unknown): ApiError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError(ApiCode.BODY_NOT_JSON, 'The body says that it is no JSON.', {
        status: 415,
      })
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ApiError(ApiCode.BODY_NOT_JSON, 'The body is no JSON.')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError(ApiCode.BODY_TOO_LARGE, 'The body has more bytes than are taken.')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ApiError(ApiCode.MALFORMED_REQUEST, 'The body is not as long as it says.')
    case 'FST_ERR_BAD_URL':
      return new ApiError(ApiCode.MALFORMED_REQUEST, 'The address can’t be decoded.')
    default:
      return undefined
  }
}

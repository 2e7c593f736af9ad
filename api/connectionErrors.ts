/** Answers what is no HTTP request that could reach a route, in the same form as every other error. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ApiCode, ApiError, answerTo, PROBLEM_TYPE } from './errors/index.ts'
import { logAnswer, logFault } from './logging.ts'

/** For what is no page. */
const SAFE = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

/** For an address that can't be decoded: Fastify gives it to no hook and no error handler. */
export function answerFrameworkError(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { problem, headers } = answerTo(error, request.id)
  logFault(request, error, problem)
  reply.raw.once('close', () => logAnswer(request, reply))
  void reply
    .code(problem.status)
    .headers({ ...headers, ...SAFE, 'x-request-id': request.id })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem))
}

/** For what Node could not read: there is a socket and no request. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { problem } = answerTo(refusalOf(error.code), randomUUID())
  const body = JSON.stringify(problem)
  if (socket.writable) {
    socket.write(
      [
        `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
        `Content-Type: ${PROBLEM_TYPE}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  }
  socket.destroy(error)
}

function refusalOf(code = ''): ApiError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError(ApiCode.REQUEST_TIMED_OUT, 'The request did not arrive in time.')
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError(ApiCode.HEADERS_TOO_LARGE, 'Address and headers are too large.')
    default:
      return new ApiError(ApiCode.MALFORMED_REQUEST, 'The request is no valid HTTP.')
  }
}

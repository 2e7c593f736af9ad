/**
 * One line for each answer, and one for each fault of ours. Without tokens, query strings and bodies:
 * they hold secrets and the data of people. Users and exports are named by their ids.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isDataError } from '../stores/index.ts'

export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        ...(request.identity ? { user: request.identity.userId } : {}),
      },
      'answered',
    )
  })
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

/**
 * What a log may hold of an error: name, code, message and frames of it and of its causes. Whole error
 * objects carry requests, and with them the requester's data.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: 'not an Error' }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    // PostgreSQL quotes the value that it finds wrong.
    message: isDataError(error) ? 'the database refused a value' : error.message,
    ...(frames ? { frames: frames.map((frame) => frame.trim()) } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

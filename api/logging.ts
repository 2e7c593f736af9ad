/**
 * One line for each answer, and one for each fault of ours. Without tokens, query strings and bodies:
 * they hold secrets and the data of people. Users and exports are named by their ids.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { describeError } from '../stores/index.ts'
import type { Problem } from './errors/index.ts'

export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply))
}

export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
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
}

/** What is ours to mend. An upload that was broken off is not, and nobody is there for the answer. */
export function logFault(
  request: FastifyRequest,
  error: unknown,
  { status, detail }: Problem,
): void {
  if (status < 500) return
  const hasGone = request.raw.destroyed && !request.raw.complete
  if (hasGone) request.log.info('the client has gone')
  else request.log.error(errorLog(error), detail)
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

/** What is logged of an error: what it says, and where it came from. */
export function errorLog(error: unknown): { error: string; frames?: string[] } {
  const stack = error instanceof Error ? error.stack : undefined
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: describeError(error),
    ...(frames ? { frames: frames.map((frame) => frame.trim()) } : {}),
  }
}

/**
 * One line for each answer, and one for each fault of ours. Without tokens, query strings and bodies:
 * they hold secrets and the data of people. Users and exports are named by their ids.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { describeError } from '../stores/index.ts'

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

/** What is logged of an error: what it says, and where it came from. */
export function errorLog(error: unknown): { error: string; frames?: string[] } {
  const stack = error instanceof Error ? error.stack : undefined
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    error: describeError(error),
    ...(frames ? { frames: frames.map((frame) => frame.trim()) } : {}),
  }
}

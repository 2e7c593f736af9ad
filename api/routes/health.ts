/** For whatever keeps the process running: does it run, and does it reach what it needs? */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { errorLog } from '../logging.ts'
import { operation } from '../operation.ts'
import { type Checks, readinessOf } from '../readiness.ts'
import { readiness } from '../schemas/others.ts'

export function healthRoutes(scope: FastifyInstance, checks: Checks): void {
  const ask = readinessOf(checks, (part, error) =>
    scope.log.warn({ part, ...errorLog(error) }, 'out of reach'),
  )
  // Asked every few seconds: only what goes wrong is worth a line.
  const logLevel = 'warn'

  scope.get('/health/live', { schema: LIVE, logLevel }, async () => ({ status: 'ok' }))

  scope.get('/health/ready', { schema: READY, logLevel }, async (_request, reply) => {
    const answer = await ask()
    return await reply.code(answer.status === 'ok' ? 200 : 503).send(answer)
  })
}

const LIVE = operation({
  id: 'isLive',
  tag: 'Health',
  summary: 'Whether the process runs',
  isPublic: true,
  answers: {
    200: {
      description: 'It does.',
      schema: z.object({ status: z.literal('ok').describe('Always.') }),
    },
  },
})

const READY = operation({
  id: 'isReady',
  tag: 'Health',
  summary: 'Whether everything that the API rests on can be reached',
  isPublic: true,
  answers: {
    200: { description: 'Everything can.', schema: readiness },
    503: { description: 'Not everything can; each part says what to do.', schema: readiness },
  },
})

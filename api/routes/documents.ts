/** What there is to read about the API: its OpenAPI document, the reference page, and the errors. */
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { ERRORS_CSS, ERRORS_CSS_ADDRESS, errorsPage } from '../errors/index.ts'

export async function documentRoutes(scope: FastifyInstance): Promise<void> {
  const schema = { hide: true }
  const page = errorsPage()

  scope.get('/openapi.json', { schema }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(scope.swagger()),
  )

  scope.get('/errors', { schema }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page),
  )

  scope.get(ERRORS_CSS_ADDRESS, { schema }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(ERRORS_CSS),
  )

  await scope.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Connexus exports' },
    // Without its bar, which asks for the address of another document.
    uiConfig: { layout: 'BaseLayout', deepLinking: true },
  })
}

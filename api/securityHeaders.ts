/** What browsers are told: to run nothing but what the API serves, and to store no answer. */
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { ApiSettings } from './options.ts'

const HALF_A_YEAR_S = 15_768_000

export async function setSecurityHeaders(app: FastifyInstance, url: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: url.startsWith('https:')
      ? { maxAge: HALF_A_YEAR_S, includeSubDomains: false }
      : false,
  })
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

/** Without origins there is no CORS at all: browsers keep other pages away by themselves. */
export async function allowOtherPages(
  app: FastifyInstance,
  { corsOrigins }: ApiSettings,
): Promise<void> {
  if (corsOrigins.length === 0) return
  await app.register(cors, {
    origin: [...corsOrigins],
    // Other pages bring a token of their own; cookies are for our own page.
    credentials: false,
    strictPreflight: false,
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Last-Event-ID'],
    exposedHeaders: ['Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  })
}

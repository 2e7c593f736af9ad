/** How many requests one user, or one address where nobody is signed in, may send a minute. */
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { ApiCode, ApiError } from './errors/index.ts'

const MINUTE_MS = 60_000
/** Users and addresses that are kept in mind. */
const CACHE = 10_000

/** Whoever has an IPv6 address has as many as this prefix, in bits, leaves. */
const SUBNET = 64

/** For every route that the scope gets later; counts in this process alone. */
export async function limitRates(scope: FastifyInstance, perMinute: number): Promise<void> {
  await scope.register(rateLimit, {
    max: perMinute,
    timeWindow: MINUTE_MS,
    cache: CACHE,
    enableDraftSpec: true,
    keyGenerator: ({ identity, ip }) =>
      identity ? `user ${identity.userId}` : `address ${normalizeIP(ip, SUBNET)}`,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new ApiError(
        ApiCode.TOO_MANY_REQUESTS,
        `More than ${max.toLocaleString('en')} requests came within a minute.`,
        { headers: { 'retry-after': String(Math.ceil(ttl / 1_000)) } },
      ),
  })
}

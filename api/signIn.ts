/**
 * Finds out who calls, by bearer token or session cookie, and lets in only those who are signed in.
 * A change that is asked for with the cookie must come from the API's own page.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../export-data/index.ts'
import { type Identity, notAuthenticated, type TokenVerifier } from './authentication.ts'
import { ApiCode, ApiError } from './errors/index.ts'
import { isSameOrigin } from './sameOrigin.ts'

/** Holds the token, for the page. */
export const SESSION_COOKIE = 'connexus_exports'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null where nobody is signed in. */
    identity: Identity | null
    /** Why nobody is. */
    refusal: unknown
  }
}

export interface SignInOptions {
  verifyToken: TokenVerifier
  /** Address by which people reach the API. */
  url: string
}

/**
 * For every route of the scope: looks who calls, and leaves it to `requireSignIn` to refuse, so that
 * refused calls count towards the limits as well.
 */
export function lookWhoCalls(scope: FastifyInstance, { verifyToken, url }: SignInOptions): void {
  scope.addHook('onRequest', async (request) => {
    try {
      const { token, isCookie } = tokenOf(request)
      const identity = await verifyToken(token)
      if (isCookie) requireOwnPage(request, url)
      request.identity = identity
    } catch (error) {
      request.refusal = error
    }
  })
}

/** For every route of the scope: refuses whoever is not signed in, before the body is read. */
export function requireSignIn(scope: FastifyInstance): void {
  scope.addHook('preParsing', async (request) => {
    if (!request.identity) throw request.refusal
  })
}

/** Who is signed in. */
export function identityOf({ identity }: FastifyRequest): Identity {
  if (!identity) throw notAuthenticated('Nobody is signed in.')
  return identity
}

export function callerOf(request: FastifyRequest): Caller {
  const userAgent = request.headers['user-agent']
  return {
    userId: identityOf(request).userId,
    address: request.ip,
    ...(userAgent === undefined ? {} : { userAgent }),
  }
}

/** The token of the header `Authorization`. */
export function bearerToken({ headers }: FastifyRequest): string {
  if (headers.authorization === undefined) throw notAuthenticated('The call has no bearer token.')
  const [, token] = /^Bearer +([\w~+/.=-]+) *$/i.exec(headers.authorization) ?? []
  if (token === undefined) throw notAuthenticated('`Authorization` holds no bearer token.')
  return token
}

function tokenOf(request: FastifyRequest): { token: string; isCookie: boolean } {
  const cookie = request.cookies[SESSION_COOKIE]
  if (request.headers.authorization !== undefined || !cookie) {
    return { token: bearerToken(request), isCookie: false }
  }
  return { token: cookie, isCookie: true }
}

const HARMLESS = ['GET', 'HEAD', 'OPTIONS']

function requireOwnPage(request: FastifyRequest, url: string): void {
  if (HARMLESS.includes(request.method) || isSameOrigin(request, url) === true) return
  throw wrongOrigin()
}

export function wrongOrigin(): ApiError {
  return new ApiError(ApiCode.WRONG_ORIGIN, 'The session cookie is taken from our own page alone.')
}

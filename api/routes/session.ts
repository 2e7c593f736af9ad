/** The page's session: the token in a cookie that scripts can't read, and that ends with the token. */
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ExportFailure, FailureCode } from '../../contract/index.ts'
import { ApiCode } from '../errors/index.ts'
import { operation } from '../operation.ts'
import { isSameOrigin } from '../sameOrigin.ts'
import { bearerToken, identityOf, SESSION_COOKIE, wrongOrigin } from '../signIn.ts'

/** Browsers drop a cookie of more than 4,096 bytes, its name and attributes included, without a word. */
const LONGEST_TOKEN = 3_900

/** `url` is the address by which people reach the API. */
export function sessionRoutes(scope: FastifyInstance, url: string): void {
  const cookie: CookieSerializeOptions = {
    httpOnly: true,
    // Lax, so that a link from a mail to a download arrives signed in.
    sameSite: 'lax',
    path: '/',
    secure: url.startsWith('https:'),
  }

  scope.post('/session', { schema: SIGN_IN }, async (request, reply) => {
    requireNoOtherPage(request, url)
    // The cookie that is there already is no reason for a new one.
    const token = bearerToken(request)
    if (!request.identity) throw request.refusal
    if (token.length > LONGEST_TOKEN) throw tooLong()
    const expires = new Date(identityOf(request).expiresAt * 1_000)
    return await reply
      .setCookie(SESSION_COOKIE, token, { ...cookie, expires })
      .code(204)
      .send()
  })

  scope.delete('/session', { schema: SIGN_OUT }, async (request, reply) => {
    requireNoOtherPage(request, url)
    return await reply.clearCookie(SESSION_COOKIE, cookie).code(204).send()
  })
}

function requireNoOtherPage(request: FastifyRequest, url: string): void {
  if (isSameOrigin(request, url) === false) throw wrongOrigin()
}

function tooLong(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.INVALID_REQUEST,
    message: `The token has more than ${LONGEST_TOKEN.toLocaleString('en')} characters, which no cookie holds.`,
    remedy: 'Send it as a bearer token with each call, or sign tokens with fewer claims.',
    field: 'Authorization',
  })
}

const SIGN_IN = operation({
  id: 'signIn',
  tag: 'Sign-in',
  summary: 'Keep the bearer token in a cookie, for the page',
  isChange: true,
  answers: {
    204: {
      description: 'Signed in until the token ends.',
      headers: { 'Set-Cookie': `\`${SESSION_COOKIE}\`, which scripts can’t read.` },
    },
  },
  errors: [FailureCode.INVALID_REQUEST],
})

const SIGN_OUT = operation({
  id: 'signOut',
  tag: 'Sign-in',
  summary: 'Clear the cookie',
  isPublic: true,
  isChange: true,
  answers: {
    204: { description: 'Signed out.', headers: { 'Set-Cookie': 'The cookie, emptied.' } },
  },
  errors: [ApiCode.TOO_MANY_REQUESTS],
})

/**
 * Who calls, by their token: a JWT signed with the shared secret, or with a key that the signer
 * publishes. Says who they are, never what they may: that is in their record.
 */
import { errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose'
import { ApiCode, ApiError } from './errors/index.ts'
import { publishedKeys, type ReportStaleKeys } from './publishedKeys.ts'

/** Whom a token stands for, and until when, in seconds since 1970. */
export interface Identity {
  userId: string
  expiresAt: number
}

/**
 * Rejects with ApiError: NOT_AUTHENTICATED for a token that is not valid, SIGN_IN_UNAVAILABLE where
 * that can't be found out.
 */
export type TokenVerifier = (token: string) => Promise<Identity>

export type TokenSettings = {
  /** `iss` that a token must have. */
  issuer: string
  /** `aud` that a token must have. */
  audience: string
} & ({ secret: string } | { jwksUrl: string })

/** Clocks of two servers are seldom further apart, in seconds. */
const CLOCK_TOLERANCE = 5

/** `staleKeys` is told when published keys could not be fetched anew. Default: nobody is. */
export function tokenVerifier(
  settings: TokenSettings,
  staleKeys: ReportStaleKeys = () => undefined,
): TokenVerifier {
  const verify = signatureVerifier(settings, staleKeys)
  const expected = {
    issuer: settings.issuer,
    audience: settings.audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE,
  }
  return async (token) => {
    const { payload } = await verify(token, expected).catch((error: unknown) => {
      throw refusal(error)
    })
    // jose checks that it is there, and not of what kind it is.
    const sub: unknown = payload.sub
    if (typeof sub !== 'string' || sub === '' || payload.exp === undefined) {
      throw invalid('names no user: `sub` must be a text')
    }
    return { userId: sub, expiresAt: payload.exp }
  }
}

type Verify = (token: string, expected: JWTVerifyOptions) => Promise<JWTVerifyResult>

/** The algorithms are fixed by what the key is, so that a public key is never taken for a secret. */
function signatureVerifier(settings: TokenSettings, staleKeys: ReportStaleKeys): Verify {
  if ('secret' in settings) {
    const key = new TextEncoder().encode(settings.secret)
    return (token, expected) => jwtVerify(token, key, { ...expected, algorithms: ['HS256'] })
  }
  const keys = publishedKeys(settings.jwksUrl, staleKeys)
  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
  return (token, expected) => jwtVerify(token, keys, { ...expected, algorithms })
}

function refusal(error: unknown): ApiError {
  if (error instanceof errors.JWTExpired) return invalid('has expired')
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(claimFault(error))
  if (error instanceof errors.JWKSNoMatchingKey) return invalid('is signed with an unknown key')
  if (isOutage(error)) {
    const message = 'The keys that tokens are checked with can’t be fetched.'
    return new ApiError(ApiCode.SIGN_IN_UNAVAILABLE, message, { cause: error })
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return invalid('has a wrong signature')
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalid('is signed in a way that is not taken')
  return invalid('is no JWT that can be read')
}

/** Whether the keys, not the token, are to blame. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true
  return [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code].includes(
    error.code,
  )
}

function claimFault({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `lacks \`${claim}\``
  switch (claim) {
    case 'iss':
      return 'comes from another issuer'
    case 'aud':
      return 'was made for another service'
    case 'nbf':
      return 'is not valid yet'
    default:
      return `has a wrong \`${claim}\``
  }
}

function invalid(what: string): ApiError {
  return notAuthenticated(`The token ${what}.`, 'error="invalid_token"')
}

/** `challenge` is what RFC 6750 adds where a token was given. */
export function notAuthenticated(message: string, challenge = ''): ApiError {
  const scheme = 'Bearer realm="connexus-exports"'
  const value = challenge ? `${scheme}, ${challenge}` : scheme
  return new ApiError(ApiCode.NOT_AUTHENTICATED, message, {
    headers: { 'www-authenticate': value },
  })
}

/** Tokens that the API of this machine takes, signed here in place of Connexus' sign-in. */
import { SignJWT } from 'jose'
import { sampleUsers } from './sample/index.ts'

const ISSUER = 'connexus'
const AUDIENCE = 'connexus-exports'

/** By what the API checks tokens that are signed with the secret. */
export function tokenSettings(secret: string) {
  return {
    API_JWT_SECRET: secret,
    // The API takes one way alone, and whoever starts it may have set the other for something else.
    API_JWKS_URL: '',
    API_JWT_ISSUER: ISSUER,
    API_JWT_AUDIENCE: AUDIENCE,
  }
}

/** A user's token (HS256), from now on for 30 days; `lasting` else, for example `-1 minute` for one that is over. */
export async function signToken(
  secret: string,
  userId: string,
  lasting = '30 days',
): Promise<string> {
  return await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(lasting)
    .sign(new TextEncoder().encode(secret))
}

/** Those of the sample's known users, as `.stack/env` names them. */
export async function demoTokens(secret: string) {
  return {
    DEMO_ADMIN_TOKEN: await signToken(secret, sampleUsers.DEMO_ADMIN_ID),
    DEMO_STAFF_TOKEN: await signToken(secret, sampleUsers.DEMO_STAFF_ID),
    DEMO_CLIENT_TOKEN: await signToken(secret, sampleUsers.DEMO_CLIENT_ID),
  }
}

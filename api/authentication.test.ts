import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { AUDIENCE, ISSUER, SECRET, tokenOf } from '../tests/support/apiWorld.ts'
import { tokenVerifier } from './authentication.ts'

const expected = { issuer: ISSUER, audience: AUDIENCE }
const now = () => Math.floor(Date.now() / 1_000)

describe('a token signed with the shared secret', () => {
  const verify = tokenVerifier({ ...expected, secret: SECRET })

  it('stands for its subject until it ends', async () => {
    const exp = now() + 60
    expect(await verify(await tokenOf('ann', { exp }))).toEqual({ userId: 'ann', expiresAt: exp })
  })

  it.each([
    ['has expired', { exp: now() - 60 }],
    ['is not valid yet', { nbf: now() + 60 }],
    ['was made for another service', { aud: 'connexus-mail' }],
    ['comes from another issuer', { iss: 'somebody' }],
    ['lacks `exp`', { exp: undefined }],
    ['lacks `sub`', { sub: undefined }],
    ['lacks `iss`', { iss: undefined }],
    ['lacks `aud`', { aud: undefined }],
    ['names no user: `sub` must be a text', { sub: '' }],
    ['names no user: `sub` must be a text', { sub: 5 as unknown as string }],
  ])('is refused where it %s', async (what, claims) => {
    await expect(verify(await tokenOf('ann', claims))).rejects.toMatchObject({
      code: 'NOT_AUTHENTICATED',
      message: `The token ${what}.`,
      particulars: {
        headers: { 'www-authenticate': 'Bearer realm="connexus-exports", error="invalid_token"' },
      },
    })
  })

  it('is taken a few seconds late, as clocks differ', async () => {
    expect(await verify(await tokenOf('ann', { exp: now() - 2 }))).toMatchObject({ userId: 'ann' })
  })

  it.each([
    ['without a signature', () => new UnsecuredJWT(someClaims()).encode()],
    ['signed with another secret', () => sign('another secret of more than 32 characters')],
    ['signed with another algorithm', () => sign(SECRET, 'HS512')],
    ['of text', () => 'no.jwt.atall'],
  ])('is refused %s', async (_, make) => {
    await expect(verify(await make())).rejects.toMatchObject({ code: 'NOT_AUTHENTICATED' })
  })
})

describe('a token signed with a published key', () => {
  let server: Server
  let url: string
  let published: { keys: JWK[] } | undefined
  let asked = 0

  beforeEach(async () => {
    asked = 0
    server = createServer((_request, response) => {
      asked += 1
      response.statusCode = published ? 200 : 500
      response.end(JSON.stringify(published))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/keys`
  })
  afterEach(async () => {
    jest.restoreAllMocks()
    server.close()
    await once(server, 'close')
  })

  /** As if it were later for whoever asks the clock; tokens end no earlier. */
  const afterSeconds = (seconds: number) => {
    const later = Date.now() + seconds * 1_000
    jest.spyOn(Date, 'now').mockReturnValue(later)
  }

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('is taken with %s', async (alg) => {
    const { jwk, token } = await keyOf('k1', alg)
    published = { keys: [jwk] }
    const verify = tokenVerifier({ ...expected, jwksUrl: url })
    expect(await verify(token)).toMatchObject({ userId: 'ann' })
    expect(await verify(token)).toMatchObject({ userId: 'ann' })
    expect(asked).toBe(1)
  })

  it('is taken with a key that was published since', async () => {
    const [old, fresh] = [await keyOf('k1'), await keyOf('k2')]
    published = { keys: [old.jwk] }
    const verify = tokenVerifier({ ...expected, jwksUrl: url })
    expect(await verify(old.token)).toMatchObject({ userId: 'ann' })
    published = { keys: [fresh.jwk] }
    afterSeconds(2)
    expect(await verify(fresh.token)).toMatchObject({ userId: 'ann' })
    await expect(verify(old.token)).rejects.toMatchObject({
      message: 'The token is signed with an unknown key.',
    })
  })

  describe('when the keys are to be fetched anew', () => {
    it('is taken as before where they can’t be, which is told and tried again in a while', async () => {
      const { jwk, token } = await keyOf('k1')
      published = { keys: [jwk] }
      const failed = jest.fn()
      const verify = tokenVerifier({ ...expected, jwksUrl: url }, failed)
      expect(await verify(token)).toMatchObject({ userId: 'ann' })
      published = undefined
      afterSeconds(660)
      for (let nth = 0; nth < 3; nth += 1) {
        expect(await verify(token)).toMatchObject({ userId: 'ann' })
      }
      expect([asked, failed.mock.calls.length]).toEqual([2, 1])
      afterSeconds(60)
      expect(await verify(token)).toMatchObject({ userId: 'ann' })
      expect([asked, failed.mock.calls.length]).toEqual([3, 2])
    })

    it('is refused where its key is no longer among them', async () => {
      const { jwk, token } = await keyOf('k1')
      published = { keys: [jwk] }
      const verify = tokenVerifier({ ...expected, jwksUrl: url })
      expect(await verify(token)).toMatchObject({ userId: 'ann' })
      published = { keys: [(await keyOf('k2')).jwk] }
      afterSeconds(660)
      await expect(verify(token)).rejects.toMatchObject({
        message: 'The token is signed with an unknown key.',
      })
    })
  })

  it('is refused where the public key was used as a secret', async () => {
    const { jwk } = await keyOf('k1')
    published = { keys: [jwk] }
    const verify = tokenVerifier({ ...expected, jwksUrl: url })
    await expect(verify(await sign(JSON.stringify(jwk)))).rejects.toMatchObject({
      code: 'NOT_AUTHENTICATED',
    })
    await expect(verify(new UnsecuredJWT(someClaims()).encode())).rejects.toMatchObject({
      code: 'NOT_AUTHENTICATED',
    })
  })

  it('is nobody’s fault while the keys can’t be had', async () => {
    const { token } = await keyOf('k1')
    published = undefined
    const refused = { code: 'SIGN_IN_UNAVAILABLE' }
    const broken = tokenVerifier({ ...expected, jwksUrl: url })
    await expect(broken(token)).rejects.toMatchObject(refused)
    const away = tokenVerifier({ ...expected, jwksUrl: 'http://127.0.0.1:1/keys' })
    await expect(away(token)).rejects.toMatchObject(refused)
  })
})

function someClaims() {
  return { sub: 'ann', iss: ISSUER, aud: AUDIENCE, exp: now() + 60 }
}

async function sign(secret: string, alg = 'HS256'): Promise<string> {
  return await new SignJWT(someClaims())
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret))
}

/** A key as it is published, and a token that it signed. */
async function keyOf(kid: string, alg = 'ES256'): Promise<{ jwk: JWK; token: string }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg },
    token: await new SignJWT(someClaims()).setProtectedHeader({ alg, kid }).sign(privateKey),
  }
}

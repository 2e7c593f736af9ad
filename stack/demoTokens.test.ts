import { expect, test } from '@jest/globals'
import { jwtVerify } from 'jose'
import { loadSettings } from '../config/index.ts'
import { demoTokens, signToken, tokenSettings } from './demoTokens.ts'
import { sampleUsers } from './sample/index.ts'

const SECRET = 'as many bits as a digest has: 256'
const { API_JWT_SECRET, API_JWT_ISSUER: issuer, API_JWT_AUDIENCE: audience } = tokenSettings(SECRET)

async function read(token: string) {
  const key = new TextEncoder().encode(API_JWT_SECRET)
  const { payload } = await jwtVerify(token, key, { issuer, audience, algorithms: ['HS256'] })
  return payload
}

test('signs the known users in, each by their id alone', async () => {
  const tokens = await demoTokens(SECRET)
  const subjects = await Promise.all(Object.values(tokens).map(async (token) => read(token)))
  expect(subjects.map(({ sub }) => sub)).toEqual(Object.values(sampleUsers))
  expect(Object.keys(subjects[0] ?? {}).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
})

test('lets a token end after 30 days', async () => {
  const { iat = 0, exp = 0 } = await read(await signToken(SECRET, 'someone'))
  expect(exp - iat).toBe(30 * 24 * 60 * 60)
})

test('starts the API also where the keys of another sign-in are set in the shell', () => {
  const shell = { API_JWKS_URL: 'https://login.example/keys' }
  const given = loadSettings(['apiJwtSecret', 'apiJwksUrl'], { ...shell, ...tokenSettings(SECRET) })
  expect(given).toEqual({ apiJwtSecret: SECRET, apiJwksUrl: '' })
})

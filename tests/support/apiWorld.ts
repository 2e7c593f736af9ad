/** The real API over a fake entry, with tokens to call it. */
import type { FastifyInstance } from 'fastify'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { type ApiOptions, createApi, tokenVerifier } from '../../api/index.ts'
import { type FakeExportData, fakeExportData } from './fakeExportData.ts'

export const SECRET = 'a secret of more than thirty-two characters'
export const ISSUER = 'connexus'
export const AUDIENCE = 'connexus-exports'
export const API_URL = 'http://exports.example'

export interface ApiWorld {
  app: FastifyInstance
  exportData: FakeExportData
  /** Headers of somebody who is signed in. */
  signedIn: { authorization: string }
  /** Everything that was logged, as text. */
  log(): string
}

type Overrides = Partial<Omit<ApiOptions, 'settings' | 'exportData' | 'logger'>> & {
  settings?: Partial<ApiOptions['settings']>
}

/** `app.close()` ends it. */
export async function apiWorld({ settings, ...others }: Overrides = {}): Promise<ApiWorld> {
  const exportData = fakeExportData()
  const lines: string[] = []
  const app = await createApi({
    exportData,
    verifyToken: tokenVerifier({ secret: SECRET, issuer: ISSUER, audience: AUDIENCE }),
    checks: {
      database: async () => undefined,
      queue: async () => undefined,
      temporal: async () => undefined,
      storage: async () => undefined,
    },
    settings: {
      url: API_URL,
      bodyLimit: 262_144,
      rateLimit: 600,
      maxStreams: 20,
      trustedProxies: 0,
      corsOrigins: [],
      webUiUrl: 'http://temporal.example/namespaces/connexus/workflows',
      ...settings,
    },
    logger: pino({ level: 'trace' }, { write: (line) => lines.push(line) }),
    consoleFolder: new URL('no-such-folder/', import.meta.url),
    ...others,
  })
  return {
    app,
    exportData,
    signedIn: { authorization: `Bearer ${await tokenOf('ann')}` },
    log: () => lines.join(''),
  }
}

/** A token that the API takes; `claims` replace its own, undefined removes one. */
export async function tokenOf(
  userId: string,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const all = { sub: userId, iss: ISSUER, aud: AUDIENCE, exp: now + 3_600, ...claims }
  return await new SignJWT(all)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET))
}

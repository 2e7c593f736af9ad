/** What the API is made of. */
import type { FastifyBaseLogger } from 'fastify'
import type { ExportData } from '../export-data/index.ts'
import type { TokenVerifier } from './authentication.ts'
import type { Checks } from './readiness.ts'

export interface ApiSettings {
  /** Address by which people reach the API, as an origin: `https://exports.example`. */
  url: string
  /** Largest body, in bytes. */
  bodyLimit: number
  /** Requests a minute for each user, and for each address of callers who are not signed in. */
  rateLimit: number
  /** Streams of events that one user may have open. */
  maxStreams: number
  /** Proxies whose `X-Forwarded-…` headers are believed. */
  trustedProxies: number
  /** Origins of other pages that may call with a bearer token. */
  corsOrigins: readonly string[]
  /** Temporal's list of workflows in its Web UI, for administrators; null for no link. */
  webUiUrl: string | null
}

export interface ApiOptions {
  exportData: ExportData
  verifyToken: TokenVerifier
  /** What readiness rests on. */
  checks: Checks
  settings: ApiSettings
  logger: FastifyBaseLogger
  /** Folder of the page. Default: where it is built. */
  consoleFolder?: URL
}

/**
 * The keys that whoever signs tokens publishes (JWKS). They are fetched anew from time to time, so that
 * one that was withdrawn ends; while that fails, those that are known count on.
 */
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'

/** A key that is not known yet is looked for at most so often, in milliseconds. */
const LOOK_AGAIN_MS = 1_000
/** How old the keys may get. */
const REFRESH_MS = 600_000
/** After a refresh that failed. */
const RETRY_MS = 30_000
const FETCH_TIMEOUT_MS = 5_000

/** Told of each refresh that failed. */
export type ReportStaleKeys = (error: unknown) => void

/** Fetches nothing yet: the first token that is checked does, and rejects where that fails. */
export function publishedKeys(url: string, staleKeys: ReportStaleKeys): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), {
    cooldownDuration: LOOK_AGAIN_MS,
    timeoutDuration: FETCH_TIMEOUT_MS,
    // Else known keys would be refused while they can't be fetched.
    cacheMaxAge: Infinity,
  })
  let refreshAt = Date.now() + REFRESH_MS
  const refresh = async (): Promise<void> => {
    // Only one call waits for it; the others go on with what is known.
    refreshAt = Date.now() + RETRY_MS
    try {
      await keys.reload()
      refreshAt = Date.now() + REFRESH_MS
    } catch (error) {
      staleKeys(error)
    }
  }
  return async (header, token) => {
    if (keys.jwks() && Date.now() >= refreshAt) await refresh()
    return await keys(header, token)
  }
}

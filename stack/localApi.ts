/** The API of the local service: what it is started with, and whether it is up. */
import { setTimeout as sleep } from 'node:timers/promises'
import { tailOf } from './child.ts'
import { tokenSettings } from './demoTokens.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'

/** Milliseconds until it must answer: it has little to do before it listens. */
const LIVE_WITHIN_MS = 30_000

/** Settings of an API on 127.0.0.1 and of whoever speaks to it. */
export function apiEnvironment(port: number, secret: string) {
  const url = `http://127.0.0.1:${port}`
  return {
    API_PORT: String(port),
    API_URL: url,
    ...tokenSettings(secret),
    /** The worker's: what it records of a file. */
    EXPORT_DOWNLOAD_URL: `${url}/exports/{exportId}/download`,
  }
}

export type ApiEnvironment = ReturnType<typeof apiEnvironment>

/** Waits until the API answers. Throws PART_NOT_READY, with the end of its log, after 30 s. */
export async function untilLive(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + LIVE_WITHIN_MS
  while (!(await isLive(url))) {
    if (Date.now() > deadline) {
      throw new StackFailure(
        StackFailureCode.PART_NOT_READY,
        `api did not answer within ${LIVE_WITHIN_MS / 1000} s.`,
        `Its log is ${logFile}, and ends with:${await tailOf(logFile)}`,
      )
    }
    await sleep(100)
  }
}

async function isLive(url: string): Promise<boolean> {
  return await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  )
}

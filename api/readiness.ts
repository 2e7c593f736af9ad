/** Whether what the API rests on can be reached: asked anew each time, within a time limit. */
import { setTimeout as sleep } from 'node:timers/promises'

export const Part = {
  DATABASE: 'database',
  QUEUE: 'queue',
  TEMPORAL: 'temporal',
  STORAGE: 'storage',
} as const
export type Part = (typeof Part)[keyof typeof Part]

/** Rejects when the part is out of reach. */
export type Checks = Readonly<Record<Part, () => Promise<unknown>>>

export interface PartReadiness {
  status: 'ok' | 'unavailable'
  /** What an operator looks at first. */
  remedy?: string
}

export interface Readiness {
  status: 'ok' | 'unavailable'
  parts: Record<Part, PartReadiness>
}

const LIMIT_MS = 3_000

const REMEDIES: Readonly<Record<Part, string>> = {
  database: 'Check DATABASE_URL, and whether PostgreSQL runs and takes connections.',
  queue: 'Check EXPORT_QUEUE_URL and AWS_ENDPOINT_URL_SQS, and the right to read its attributes.',
  temporal: 'Check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, and whether Temporal runs.',
  storage: 'Check EXPORT_BUCKET and AWS_ENDPOINT_URL_S3, and the right to list the bucket.',
}

/** `failed` is told of each part that can't be reached. */
export type ReportFailure = (part: Part, error: unknown) => void

/** Looks at all parts at once. Whoever asks while that is under way gets the same answer. */
export function readinessOf(checks: Checks, failed: ReportFailure): () => Promise<Readiness> {
  let asking: Promise<Readiness> | undefined
  return () => {
    asking ??= askAll(checks, failed).finally(() => {
      asking = undefined
    })
    return asking
  }
}

async function askAll(checks: Checks, failed: ReportFailure): Promise<Readiness> {
  const [database, queue, temporal, storage] = await Promise.all([
    ask(Part.DATABASE, checks, failed),
    ask(Part.QUEUE, checks, failed),
    ask(Part.TEMPORAL, checks, failed),
    ask(Part.STORAGE, checks, failed),
  ])
  const parts = { database, queue, temporal, storage }
  const isReady = Object.values(parts).every(({ status }) => status === 'ok')
  return { status: isReady ? 'ok' : 'unavailable', parts }
}

async function ask(part: Part, checks: Checks, failed: ReportFailure): Promise<PartReadiness> {
  const limit = new AbortController()
  try {
    await Promise.race([checks[part](), tooLate(limit.signal)])
    return { status: 'ok' }
  } catch (error) {
    failed(part, error)
    return { status: 'unavailable', remedy: REMEDIES[part] }
  } finally {
    limit.abort()
  }
}

async function tooLate(signal: AbortSignal): Promise<never> {
  await sleep(LIMIT_MS, undefined, { signal })
  throw new Error(`No answer within ${LIMIT_MS} ms.`)
}

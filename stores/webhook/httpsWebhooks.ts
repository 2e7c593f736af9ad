/** Webhooks over node:https: one connection each, no redirects, and 15 seconds in all. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { isIP } from 'node:net'
import { describeError } from '../describeError.ts'
import { Undelivered } from '../undelivered.ts'
import {
  checkedLookup,
  isPublicAddress,
  PrivateAddress,
  type ResolveHost,
  resolveBySystem,
} from './publicAddress.ts'
import { signedHeaders } from './signature.ts'
import type { Webhook, Webhooks } from './webhooks.ts'
import { webhookUrlProblem } from './webhookUrl.ts'

export interface WebhookSettings {
  /** Hosts, each perhaps with a port, that may be reached at private addresses. */
  privateHosts: readonly string[]
  /** Default: as the system has it. */
  resolve?: ResolveHost
  /** Certificates that are trusted instead of the usual ones, as PEM. */
  ca?: string
}

/** Milliseconds in which the machine must have answered. */
const ANSWER_WITHIN_MS = 15_000
/** Bytes of an answer's body that are read, so that a short one can end properly; nobody looks at it. */
const READ_BYTES = 1_024
/** Longest that a machine may ask to be left alone, in milliseconds. */
const LONGEST_WAIT_MS = 3_600_000

export function httpsWebhooks(settings: WebhookSettings): Webhooks {
  return {
    async post(webhook) {
      const problem = webhookUrlProblem(webhook.url)
      if (problem !== undefined) throw new Undelivered(problem, { isFinal: true })
      try {
        judge(await answerOf(webhook, settings))
      } catch (error) {
        throw asUndelivered(error)
      }
    },
  }
}

async function answerOf(webhook: Webhook, settings: WebhookSettings): Promise<IncomingMessage> {
  const url = new URL(webhook.url)
  const call = request(url, {
    method: 'POST',
    ...destination(url, settings),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(webhook.body),
      'user-agent': 'Connexus-Exports',
      ...signedHeaders(webhook, new Date()),
    },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    agent: false,
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
  })
  // A connection that breaks off after the status was told has nothing to say.
  call.on('error', () => undefined)
  call.end(webhook.body)
  // Earlier ones reject this.
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  await discard(answer)
  return answer
}

/** How the host is found. An address in the URL itself is never looked up, so it is checked here. */
function destination(url: URL, settings: WebhookSettings): Pick<RequestOptions, 'lookup'> {
  const { hostname, port } = url
  const names = [hostname, `${hostname}:${port === '' ? '443' : port}`]
  const mayBePrivate = settings.privateHosts.some((host) => names.includes(host))
  const isAllowed = mayBePrivate ? () => true : isPublicAddress
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isAllowed(host)) throw new PrivateAddress()
  return { lookup: checkedLookup(settings.resolve ?? resolveBySystem, isAllowed) }
}

async function discard(answer: IncomingMessage): Promise<void> {
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes >= READ_BYTES) break
    }
  } catch {
    // Its status was told already, and nothing else is wanted of it.
  } finally {
    answer.destroy()
  }
}

/** @throws Undelivered unless the status is 2xx. */
function judge({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 200 && statusCode < 300) return
  const isRedirect = statusCode >= 300 && statusCode < 400
  const what = isRedirect ? 'a redirect, which is not followed' : 'no success'
  const isBusy = statusCode === 429 || statusCode === 503
  const retryAfterMs = isBusy ? waitOf(headers['retry-after']) : undefined
  throw new Undelivered(`The webhook answered with status ${statusCode}: ${what}.`, {
    isFinal: statusCode === 410,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

/** Of seconds alone: the form with a date is rare, and needs both clocks to agree. */
function waitOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined || !/^\d{1,9}$/.test(retryAfter)) return undefined
  return Math.min(Number(retryAfter) * 1_000, LONGEST_WAIT_MS)
}

function asUndelivered(error: unknown): Undelivered {
  if (error instanceof Undelivered) return error
  const isPrivate = error instanceof PrivateAddress
  const isLate = error instanceof Error && error.name === 'AbortError'
  const why = isLate ? `no answer within ${ANSWER_WITHIN_MS / 1_000} s` : describeError(error)
  const message = isPrivate
    ? `${error.message}. Operators can allow its host by EXPORT_WEBHOOK_PRIVATE_HOSTS.`
    : `The webhook could not be reached: ${why}.`
  return new Undelivered(message, { isFinal: isPrivate, cause: error })
}

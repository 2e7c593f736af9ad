/**
 * The API, call by call. What it refuses, and what keeps us from reaching it, is a CommandFailure
 * with the exit code that is due.
 */
import type {
  DownloadLink,
  ExportEstimate,
  ExportListQuery,
  ExportPage,
  ExportRequest,
  ExportTypeDescription,
  RequestAnswer,
  RequestedExport,
} from '../../contract/index.ts'
import { CommandFailure, failure, wrongUsage } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { problemOf } from './problem.ts'

interface ApiAccess {
  /** Where the API is; a path in it is kept. */
  url: string
  token: string
  /** Ends whatever is going on. */
  signal: AbortSignal
}

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: object
  /** Longest wait for the answer to begin, in milliseconds. Default 30,000. */
  patienceMs?: number
}

/** Whether a header can carry it. What it can't, fetch would repeat in its complaint. */
export function isSendable(tokenOrKey: string): boolean {
  return /^[\x21-\x7e]+$/.test(tokenOrKey)
}

/** Whether a user or a password stands in the address: fetch refuses these, and repeats them. */
export function holdsCredentials(address: string): boolean {
  const { username, password } = new URL(address)
  return username !== '' || password !== ''
}

/** Estimates and requests wait for the database, for ten seconds each at most. */
const PATIENCE_MS = 30_000
/** What fetch says of ports that it never connects to, such as those of mail. */
const REFUSED_PORT = 'bad port'

export class ApiClient {
  readonly #access: ApiAccess

  constructor(access: ApiAccess) {
    this.#access = access
  }

  get signal(): AbortSignal {
    return this.#access.signal
  }

  request(body: ExportRequest, idempotencyKey?: string): Promise<RequestAnswer> {
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
    return this.json('/exports', { method: 'POST', headers, body })
  }

  estimate(body: ExportRequest): Promise<ExportEstimate> {
    return this.json('/exports/estimate', { method: 'POST', body })
  }

  list(query: ExportListQuery): Promise<ExportPage> {
    return this.json(`/exports?${searchOf(query)}`)
  }

  get(exportId: string): Promise<RequestedExport> {
    return this.json(addressOf(exportId))
  }

  cancel(exportId: string): Promise<RequestedExport> {
    return this.json(`${addressOf(exportId)}/cancel`, { method: 'POST' })
  }

  retry(exportId: string): Promise<RequestedExport> {
    return this.json(`${addressOf(exportId)}/retry`, { method: 'POST' })
  }

  async remove(exportId: string): Promise<void> {
    await this.call(addressOf(exportId), { method: 'DELETE' })
  }

  downloadLink(exportId: string): Promise<DownloadLink> {
    return this.json(`${addressOf(exportId)}/download`)
  }

  async types(): Promise<ExportTypeDescription[]> {
    const { types } = await this.json<{ types: ExportTypeDescription[] }>('/export-types')
    return types
  }

  /** The answer, once it begins, where it is no refusal. */
  async call(path: string, call: Call = {}): Promise<Response> {
    const { method = 'GET', headers = {}, body, patienceMs = PATIENCE_MS } = call
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), patienceMs)
    try {
      const answer = await fetch(this.#access.url.replace(/\/+$/, '') + path, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${this.#access.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.any([this.#access.signal, patience.signal]),
      })
      if (!answer.ok) throw await problemOf(answer)
      return answer
    } catch (error) {
      throw this.#access.signal.aborted ? error : outOfReach(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** The body of the answer. */
  async json<T>(path: string, call?: Call): Promise<T> {
    const answer = await this.call(path, call)
    try {
      return (await answer.json()) as T
    } catch (error) {
      throw this.#access.signal.aborted ? error : notTheApi(error)
    }
  }
}

/** Parameters of an address. */
export function searchOf(query: object): string {
  const given = Object.entries<string | number>({ ...query })
  const pairs = given.map(([name, value]): [string, string] => [name, String(value)])
  return new URLSearchParams(pairs).toString()
}

function addressOf(exportId: string): string {
  return `/exports/${encodeURIComponent(exportId)}`
}

function outOfReach(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error
  if (causeOf(error) === REFUSED_PORT) {
    const detail = `The API's address can't be used (${REFUSED_PORT}).`
    return wrongUsage(
      detail,
      'Give another port: Node connects to none of those of mail and the like.',
    )
  }
  return failure(
    ExitCode.OUT_OF_REACH,
    'API_UNAVAILABLE',
    `The API can't be reached (${causeOf(error)}).`,
    'Check API_URL or --api-url, and that the API runs; then try again.',
    { cause: error },
  )
}

function notTheApi(error: unknown): CommandFailure {
  const detail = `The API's answer could not be read (${causeOf(error)}).`
  const remedy = 'Check that API_URL or --api-url is the address of the API.'
  return failure(ExitCode.OUT_OF_REACH, 'API_UNAVAILABLE', detail, remedy, { cause: error })
}

/** fetch says "fetch failed", and its cause why. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return 'no answer in time'
  return error.cause instanceof Error ? causeOf(error.cause) : error.message || error.name
}

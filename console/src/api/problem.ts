/** What the API says when it can't do something: `application/problem+json`, as an error. */
import type { Failure } from '../../../contract/index.ts'

/** A failure as the API tells it; its own codes are not among the contract's. */
export interface ProblemDetail extends Omit<Failure, 'code'> {
  code: string
}

export interface ProblemInit {
  /** HTTP status; 0 where no answer came. */
  status: number
  code: string
  detail: string
  remedy: string
  errors?: readonly ProblemDetail[]
  /** Request id, by which the operator finds it in the log. */
  instance?: string
}

export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly remedy: string
  /** Each thing that is wrong; at least one. */
  readonly errors: readonly ProblemDetail[]
  readonly instance: string | undefined

  constructor({ status, code, detail, remedy, errors = [], instance }: ProblemInit) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.detail = detail
    this.remedy = remedy
    this.errors = errors.length > 0 ? errors : [{ code, message: detail, remedy }]
    this.instance = instance
  }

  get isUnreachable(): boolean {
    return this.status === 0
  }

  /** Whether the same call may succeed later: nobody answered, or a server behind is down. */
  get isPassing(): boolean {
    return this.isUnreachable || this.status >= 500
  }
}

/** No answer came: the network is down, or the server. */
export function unreachable(): Problem {
  return new Problem({
    status: 0,
    code: 'UNREACHABLE',
    detail: 'The export service does not answer.',
    remedy: 'Check your connection and try again.',
  })
}

/** The problem of an answer's body, also of one that is none, as proxies give. */
export function problemOf(status: number, body: unknown): Problem {
  if (isProblemBody(body)) {
    return new Problem({ ...body, status, remedy: body.remedy ?? 'Try again in a moment.' })
  }
  return new Problem({
    status,
    code: 'UNEXPECTED_ANSWER',
    detail: `The export service answered with status ${status}.`,
    remedy: 'Try again in a moment. If it stays so, tell your administrator.',
  })
}

/** Whatever was thrown, as a problem; what is none is a fault of this page. */
export function asProblem(error: unknown): Problem | null {
  if (error === null || error === undefined) return null
  if (error instanceof Problem) return error
  return new Problem({
    status: 500,
    code: 'PAGE_FAULT',
    detail: 'This page met something that it does not understand.',
    remedy: 'Load the page again. If it stays so, tell your administrator.',
  })
}

interface ProblemBody {
  code: string
  detail: string
  remedy?: string
  errors?: readonly ProblemDetail[]
  instance?: string
}

function isProblemBody(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false
  return 'code' in body && typeof body.code === 'string' && 'detail' in body
}

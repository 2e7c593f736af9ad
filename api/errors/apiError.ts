/** What the API itself refuses, before or beside what the entry would say. */

export const ApiCode = {
  /** No token, or one that is not valid. */
  NOT_AUTHENTICATED: 'NOT_AUTHENTICATED',
  /** The keys that tokens are checked with can't be had. */
  SIGN_IN_UNAVAILABLE: 'SIGN_IN_UNAVAILABLE',
  /** A change that another page asks for with the session cookie. */
  WRONG_ORIGIN: 'WRONG_ORIGIN',
  NO_SUCH_ADDRESS: 'NO_SUCH_ADDRESS',
  METHOD_NOT_ALLOWED: 'METHOD_NOT_ALLOWED',
  BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  /** 400, or 415 where the body says that it is something else. */
  BODY_NOT_JSON: 'BODY_NOT_JSON',
  TOO_MANY_REQUESTS: 'TOO_MANY_REQUESTS',
  TOO_MANY_STREAMS: 'TOO_MANY_STREAMS',
  /** No HTTP, or an address that can't be decoded. */
  MALFORMED_REQUEST: 'MALFORMED_REQUEST',
  HEADERS_TOO_LARGE: 'HEADERS_TOO_LARGE',
  REQUEST_TIMED_OUT: 'REQUEST_TIMED_OUT',
} as const
export type ApiCode = (typeof ApiCode)[keyof typeof ApiCode]

interface Particulars {
  /** Default: the one of the catalogue. */
  remedy?: string
  /** Default: the one of the catalogue. */
  status?: number
  headers?: Readonly<Record<string, string>>
  cause?: unknown
}

export class ApiError extends Error {
  readonly code: ApiCode
  readonly particulars: Particulars

  constructor(code: ApiCode, message: string, particulars: Particulars = {}) {
    super(message, { cause: particulars.cause })
    this.name = 'ApiError'
    this.code = code
    this.particulars = particulars
  }
}

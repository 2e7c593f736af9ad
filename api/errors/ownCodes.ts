/** What the API itself refuses, before or beside what the entry would say. */
import { ApiCode } from './apiError.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'

export const OWN_CODES: Readonly<Record<ApiCode, CatalogueEntry>> = {
  [ApiCode.NOT_AUTHENTICATED]: {
    status: 401,
    title: 'Not signed in',
    meaning: 'The call has no token, or one that is not valid; `detail` says why.',
    remedy: 'Sign in again, and send the token as `Authorization: Bearer …`.',
  },
  [ApiCode.SIGN_IN_UNAVAILABLE]: {
    status: 503,
    title: 'Tokens can’t be checked',
    meaning: 'The keys with which tokens are checked could not be fetched (`API_JWKS_URL`).',
    remedy: 'Try again in a moment; tell an operator if it stays so.',
    retryAfter: 5,
  },
  [ApiCode.WRONG_ORIGIN]: {
    status: 403,
    title: 'Asked for by another page',
    meaning:
      'A page of another origin asked for a change with the session cookie, or a client with a cookie did not say where it comes from.',
    remedy: 'Use the page of this address, or send a bearer token instead of the cookie.',
  },
  [ApiCode.NO_SUCH_ADDRESS]: {
    status: 404,
    title: 'No such address',
    meaning: 'Nothing is served under this address.',
    remedy: 'Look up the addresses under `/docs`.',
  },
  [ApiCode.METHOD_NOT_ALLOWED]: {
    status: 405,
    title: 'Not with this method',
    meaning: 'The address exists, and does not take this method.',
    remedy: 'Use one of the methods that the header `Allow` lists.',
  },
  [ApiCode.BODY_TOO_LARGE]: {
    status: 413,
    title: 'The body is too large',
    meaning: 'The request has more bytes than the API takes (`API_BODY_LIMIT`).',
    remedy: 'Send fewer values; many ids can often be replaced by another filter.',
  },
  [ApiCode.BODY_NOT_JSON]: {
    status: 400,
    otherStatus: 415,
    title: 'The body is no JSON',
    meaning: 'The body can’t be read as JSON; with status 415, it says that it is something else.',
    remedy: 'Send JSON with `Content-Type: application/json`, or no body where none is needed.',
  },
  [ApiCode.TOO_MANY_REQUESTS]: {
    status: 429,
    title: 'Too many requests',
    meaning: 'More requests came within a minute than one user, or one address, may send.',
    remedy: 'Wait as many seconds as the header `Retry-After` says.',
  },
  [ApiCode.TOO_MANY_STREAMS]: {
    status: 429,
    title: 'Too many open streams',
    meaning: 'As many streams of events are open as one user may have (`API_MAX_STREAMS`).',
    remedy: 'Close one, or watch several exports over one: `/exports/events?ids=…`.',
    retryAfter: 5,
  },
  [ApiCode.MALFORMED_REQUEST]: {
    status: 400,
    title: 'The request can’t be read',
    meaning: 'The request is no valid HTTP, or its address can’t be decoded.',
    remedy: 'Encode the address as RFC 3986 says; `%` itself is `%25`.',
  },
  [ApiCode.HEADERS_TOO_LARGE]: {
    status: 431,
    title: 'The headers are too large',
    meaning: 'Address and headers together have more bytes than the API takes.',
    remedy: 'Send fewer or shorter headers, or clear the cookies of this address.',
  },
  [ApiCode.REQUEST_TIMED_OUT]: {
    status: 408,
    title: 'The request took too long',
    meaning: 'The request did not arrive whole in time.',
    remedy: 'Send it again over a steadier connection.',
  },
}

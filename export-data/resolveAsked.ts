/** Reads a request as its requester may make it, or tells everything that stands against it at once. */
import {
  ExportFailure,
  type ExportRequest,
  type ExportRequestType,
  type Failure,
  FailureCode,
  type Requester,
  type Scope,
} from '../contract/index.ts'
import { parseExportRequest } from '../contract/schemas/exportRequest.ts'
import { type IExportHandler, type ResolvedRequest, resolveRequest } from '../handlers/index.ts'
import type { Requesters } from '../stores/index.ts'

export interface RequestReaders {
  requesters: Requesters
  /** @throws ExportFailure UNSUPPORTED_TYPE where no handler exists. */
  handlerOf(type: ExportRequestType): IExportHandler
}

export interface AskedExport {
  handler: IExportHandler
  /** Well-formed, and as it was asked. */
  asked: ExportRequest
  /** What it means for this requester. */
  request: ExportRequest & ResolvedRequest
  requester: Requester
  scope: Scope
}

/**
 * Rights come first: whoever may not export the type learns nothing of the request's faults.
 * @throws ExportFailure REQUESTER_NOT_ALLOWED; UNSUPPORTED_TYPE; INVALID_REQUEST with every fault of
 * the request, also those for which its message would be refused.
 */
export async function resolveAsked(
  readers: RequestReaders,
  userId: string,
  given: ExportRequest,
): Promise<AskedExport> {
  const requester = activeRequester(await readers.requesters.find(userId))
  const { request: asked, malformed } = parseExportRequest(given)
  const handler = handlerFor(readers, asked.type, malformed)
  return { handler, asked, ...resolveRequest(handler, requester, asked, malformed) }
}

/** @throws ExportFailure REQUESTER_NOT_ALLOWED for a user who is unknown or inactive. */
export function activeRequester(requester: Requester | undefined): Requester {
  if (requester?.isActive) return requester
  throw new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: requester ? 'Your account is inactive.' : 'You have no account in Connexus.',
    remedy: 'Ask an administrator to check the account, then ask again.',
  })
}

/** What else is wrong is told with a type that nobody exports. */
function handlerFor(
  readers: RequestReaders,
  type: ExportRequestType,
  malformed: readonly Failure[],
): IExportHandler {
  try {
    return readers.handlerOf(type)
  } catch (error) {
    if (!(error instanceof ExportFailure)) throw error
    const others = malformed.filter(({ field }) => field !== 'type')
    throw new ExportFailure([...error.failures, ...others], { cause: error })
  }
}

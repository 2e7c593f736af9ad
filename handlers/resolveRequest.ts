/** What a request means for its requester, or every reason why it can't be met. */
import {
  ExportFailure,
  type Failure,
  FailureCode,
  type Requester,
  type RowRequest,
  type Scope,
  zoneOf,
} from '../contract/index.ts'
import type { IExportHandler, ResolvedRequest } from './handler.ts'

export interface Resolved<Request extends RowRequest> {
  request: Request & ResolvedRequest
  requester: Requester
  scope: Scope
}

/**
 * Rights come first: whoever may not export the type learns nothing of the request's faults.
 * `requester` is undefined where no record of the user exists; `malformed` are faults that reading
 * the request found already, and `request` then is what could be read of it.
 * @throws ExportFailure REQUESTER_NOT_ALLOWED, or every fault of the request.
 */
export function resolveRequest<Request extends RowRequest>(
  handler: IExportHandler,
  requester: Requester | undefined,
  request: Request,
  malformed: readonly Failure[] = [],
): Resolved<Request> {
  if (!requester) throw requesterUnknown()
  const scope = handler.scopeOf(requester)
  if ('code' in scope) throw new ExportFailure(scope)
  const [first, ...others] = [...malformed, ...handler.validate(request)]
  if (first) throw new ExportFailure([first, ...others])
  const timeZone = request.timeZone ?? zoneOf(requester)
  return { request: { ...request, timeZone }, requester, scope }
}

function requesterUnknown(): ExportFailure {
  return new ExportFailure({
    code: FailureCode.REQUESTER_NOT_ALLOWED,
    message: 'The requester is not a user of Connexus.',
    remedy: 'Ask an administrator to check the account, then ask for the export again.',
  })
}

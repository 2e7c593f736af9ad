/** Records an export job with its message, and sends that; or a job that has a file already. */
import { randomUUID } from 'node:crypto'
import {
  assertNever,
  ExportFailure,
  type ExportRequest,
  exportMessage,
  type Failure,
  FailureCode,
  type RequestAnswer,
} from '../contract/index.ts'
import { requestDigest } from '../handlers/index.ts'
import { AccessAction, type Creation } from '../stores/index.ts'
import { accessOf } from './access.ts'
import type { Caller } from './caller.ts'
import type { ExportDataDependencies } from './dependencies.ts'
import { asRequested } from './ownJobs.ts'
import { resolveAsked } from './resolveAsked.ts'
import { findReusableFile } from './reuseFile.ts'
import { sendNow } from './sendNow.ts'

/** 1 to 200 visible ASCII characters. */
const IDEMPOTENCY_KEY = /^[!-~]{1,200}$/

export async function requestExport(
  needed: ExportDataDependencies,
  caller: Caller,
  { request: given, idempotencyKey }: { request: ExportRequest; idempotencyKey?: string },
): Promise<RequestAnswer> {
  requireKey(idempotencyKey)
  const asked = await resolveAsked(needed, caller.userId, given)
  const { asked: request, requester } = asked
  const id = randomUUID()
  const key = { exportId: id, attempt: 1 }
  const reuse = await findReusableFile(needed, id, asked)
  const creation = await needed.requests.create({
    id,
    createdById: requester.id,
    request,
    digest: requestDigest(request),
    idempotencyKey: idempotencyKey ?? null,
    message: exportMessage(key, request, requester.id),
    maxOpen: needed.maxOpenJobs,
    access: { ...accessOf(caller, AccessAction.REQUEST, id), userId: requester.id },
    ...(reuse ? { reuse } : {}),
  })
  if (creation.kind === 'CREATED') await sendNow(needed, key)
  return answerOf(creation, needed.maxOpenJobs)
}

function answerOf(creation: Creation, maxOpen: number): RequestAnswer {
  switch (creation.kind) {
    case 'CREATED':
    case 'REUSED':
      return { job: asRequested(creation.record), repeats: null }
    case 'SAME_KEY':
    case 'IDENTICAL_OPEN_JOB':
      return { job: asRequested(creation.record), repeats: creation.kind }
    case 'KEY_REUSED':
      throw new ExportFailure({
        code: FailureCode.IDEMPOTENCY_KEY_REUSED,
        message: `The idempotency key was used for another request, which became export ${creation.record.id}.`,
        remedy: 'Send a new key with a new request.',
      })
    case 'TOO_MANY_OPEN_JOBS':
      throw new ExportFailure(tooManyOpenJobs(maxOpen))
    default:
      return assertNever(creation)
  }
}

/** @throws ExportFailure INVALID_REQUEST for what is no key. */
function requireKey(key: string | undefined): void {
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return
  throw new ExportFailure({
    code: FailureCode.INVALID_REQUEST,
    message: 'The idempotency key must be 1 to 200 visible ASCII characters.',
    remedy: 'Send a random UUID for each new request, for example.',
    field: 'idempotencyKey',
  })
}

export function tooManyOpenJobs(maxOpen: number): Failure {
  return {
    code: FailureCode.TOO_MANY_OPEN_JOBS,
    message: `You have ${maxOpen} ${maxOpen === 1 ? 'export' : 'exports'} waiting or running, as many as one may have.`,
    remedy: 'Wait until one is done, or cancel one.',
  }
}

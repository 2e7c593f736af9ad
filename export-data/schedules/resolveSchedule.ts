/** Reads what an owner asks a schedule for, or tells everything that stands against it at once. */
import {
  ExportFailure,
  type ExportRequest,
  type Failure,
  FailureCode,
  type Requester,
  ScheduleContent,
  type ScheduleRequest,
  type ScheduleTiming,
  zoneOf,
} from '../../contract/index.ts'
import { parseScheduleRequest, type ToldParts } from '../../contract/schemas/scheduleRequest.ts'
import { isCronExpression } from '../../scheduling/index.ts'
import type { Recipient, Recipients, ScheduleWish } from '../../stores/index.ts'
import { webhookUrlProblem } from '../../stores/index.ts'
import { type RequestReaders, resolveAsked } from '../resolveAsked.ts'

export type ScheduleReaders = RequestReaders & { recipients: Recipients }

/** What is asked for, but for the secret of its webhook. */
export type ResolvedSchedule = Omit<ScheduleWish, 'webhookSecret'>

/**
 * Rights come first, as for an export.
 * @throws ExportFailure REQUESTER_NOT_ALLOWED; UNSUPPORTED_TYPE; INVALID_REQUEST with every fault.
 */
export async function resolveSchedule(
  readers: ScheduleReaders,
  userId: string,
  given: ScheduleRequest,
): Promise<ResolvedSchedule> {
  const { asked, malformed, request, told } = parseScheduleRequest(given)
  const { requester, faults } = await readRequest(readers, userId, request, given?.content)
  const recipients = await findRecipients(readers, told, requester)
  const [first, ...others] = [
    ...malformed,
    ...faults.filter(({ field }) => !malformed.some((known) => known.field === field)),
    ...timingFaults(given),
    ...recipients.faults,
    ...webhookFaults(told),
  ]
  if (first || !asked) throw new ExportFailure(first ? [first, ...others] : unreadable())
  return {
    name: asked.name,
    request: asked.request,
    content: asked.content ?? ScheduleContent.FULL,
    fullEvery: asked.fullEvery ?? null,
    ...timingOf(asked, requester),
    recipientIds: recipients.ids,
    webhookUrl: asked.webhook?.url ?? null,
  }
}

/** Defaults filled in. */
export function timingOf(
  { rule, timeZone, startAt, endAt, runs }: ScheduleTiming,
  requester: Requester,
): Pick<ScheduleWish, 'rule' | 'timeZone' | 'startAt' | 'endAt' | 'runs'> {
  return {
    rule,
    timeZone: timeZone ?? zoneOf(requester),
    startAt: startAt === undefined ? null : new Date(startAt),
    endAt: endAt === undefined ? null : new Date(endAt),
    runs: runs ?? null,
  }
}

/** What only whoever reads cron expressions can say. */
export function timingFaults(given: Partial<ScheduleTiming> | null | undefined): Failure[] {
  const rule = given?.rule
  if (rule?.kind !== 'CRON' || typeof rule.expression !== 'string') return []
  if (isCronExpression(rule.expression)) return []
  const message = 'rule.expression is no cron expression of five fields that is ever due.'
  const remedy = 'Give minute, hour, day of month, month and day of week, for example 30 6 * * 1-5.'
  return [{ code: FailureCode.INVALID_REQUEST, message, remedy, field: 'rule.expression' }]
}

/** The request as it would be read for an export; its faults as parts of the schedule's. */
async function readRequest(
  readers: ScheduleReaders,
  userId: string,
  request: ExportRequest,
  content: ScheduleContent | undefined,
): Promise<{ requester: Requester; faults: Failure[] }> {
  const faults: Failure[] = []
  const requester = await resolveAsked(readers, userId, request).then(
    ({ requester: found, handler, asked }) => {
      if (content === ScheduleContent.CHANGES) faults.push(...handler.changesFailures(asked))
      return found
    },
    async (error: unknown) => {
      if (!(error instanceof ExportFailure) || error.code !== FailureCode.INVALID_REQUEST)
        throw error
      faults.push(...error.failures)
      const found = await readers.requesters.find(userId)
      if (!found) throw error
      return found
    },
  )
  return { requester, faults: faults.map(ofRequest) }
}

function ofRequest({ field, message, ...failure }: Failure): Failure {
  if (field === undefined) return { ...failure, message, field: 'request' }
  const path = `request.${field}`
  const said = message.startsWith(field) ? `${path}${message.slice(field.length)}` : message
  return { ...failure, message: said, field: path }
}

/**
 * Active users of Connexus. A client's user names those of the same client alone: whoever else has an
 * account is not theirs to find out.
 */
async function findRecipients(
  { recipients }: ScheduleReaders,
  { recipients: emails = [] }: ToldParts,
  { clientId }: Requester,
): Promise<{ ids: string[]; faults: Failure[] }> {
  const found = await recipients.byEmail(emails)
  const mayBeTold = ({ isActive, clientId: theirs }: Recipient) =>
    isActive && (clientId === null || theirs === clientId)
  const known = found.filter(mayBeTold)
  const faults = emails.flatMap((email, index): Failure[] => {
    const isKnown = known.some((user) => user.email.toLowerCase() === email.toLowerCase())
    return isKnown ? [] : [unknownRecipient(`recipients[${index}]`)]
  })
  return { ids: known.map(({ userId }) => userId), faults }
}

function unknownRecipient(field: string): Failure {
  return {
    code: FailureCode.INVALID_REQUEST,
    message: `${field} is the address of no active user of Connexus whom you may tell.`,
    remedy: 'Give the mail address by which they sign in to Connexus, or leave it out.',
    field,
  }
}

function webhookFaults({ webhook }: ToldParts): Failure[] {
  const problem = webhook && webhookUrlProblem(webhook.url)
  if (!problem) return []
  const remedy = 'Give an https:// address that answers with a status of 2xx.'
  return [{ code: FailureCode.INVALID_REQUEST, message: problem, remedy, field: 'webhook.url' }]
}

function unreadable(): Failure {
  return {
    code: FailureCode.INVALID_REQUEST,
    message: 'The schedule can not be read.',
    remedy: 'Give the fields of a schedule.',
  }
}

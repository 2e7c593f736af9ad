/** Creating schedules and changing them. */
import type { ExportSchedule, SavedSchedule, ScheduleRequest } from '../../../contract/index.ts'
import { ScheduleCalls } from '../../api/scheduleCalls.ts'
import { wrongUsage } from '../../commandFailure.ts'
import type { Reporter } from '../../output/reporter.ts'
import { type RequestOptions, requestOf } from '../requestOptions.ts'
import type { Session } from '../session.ts'
import { wordsOf } from './look.ts'
import {
  checkParts,
  type GivenParts,
  merged,
  partsOf,
  type ScheduleOptions,
} from './scheduleOptions.ts'

export async function create(
  session: Session,
  type: string | undefined,
  options: ScheduleOptions,
): Promise<void> {
  const { client, reporter } = session
  const parts = partsOf(options)
  checkParts(parts, options)
  const request = await requestOf(type, options, sourcesOf(session))
  const asked = { ...parts, request } as ScheduleRequest
  showSaved(reporter, await new ScheduleCalls(client).create(asked))
}

/** Reads it, changes what is given, and replaces it, unless somebody else changed it in between. */
export async function update(
  session: Session,
  scheduleId: string,
  options: ScheduleOptions,
): Promise<void> {
  const { client, reporter } = session
  const parts = partsOf(options)
  const changesRequest = REQUEST_OPTIONS.some((name) => options[name] !== undefined)
  if (Object.keys(parts).length === 0 && !changesRequest) {
    throw wrongUsage('Nothing is to be changed.', 'Say what: exports schedules update --help.')
  }
  checkParts(merged(ANY, parts), options)
  const calls = new ScheduleCalls(client)
  const before = await calls.get(scheduleId)
  const sources = { ...sourcesOf(session), before: before.request }
  const request = changesRequest ? await requestOf(undefined, options, sources) : before.request
  const asked = { ...merged(askedOf(before), parts), request } as ScheduleRequest
  showSaved(reporter, await calls.update(scheduleId, before.revision, asked))
}

const REQUEST_OPTIONS = [
  'fileType',
  'columns',
  'sort',
  'filter',
  'request',
  'title',
  'timeZone',
  'compress',
  'option',
  'notify',
] as const satisfies readonly (keyof RequestOptions)[]

/** Stands for the parts that are there, as long as nobody has read them. */
const ANY: GivenParts = {
  name: 'any',
  rule: { kind: 'DAILY', hour: 0, minute: 0 },
  content: 'CHANGES',
}

function sourcesOf({ client, reporter }: Session) {
  return { io: reporter.io, types: () => client.types() }
}

/** What a schedule was asked for; null for what was left out. */
function askedOf(schedule: ExportSchedule): GivenParts {
  const { name, rule, timeZone, startAt, endAt, runs, content, fullEvery, webhook } = schedule
  const emails = schedule.recipients.map(({ email }) => email)
  const recipients = emails.length === 0 ? null : emails
  return { name, rule, timeZone, startAt, endAt, runs, content, fullEvery, recipients, webhook }
}

function showSaved(reporter: Reporter, saved: SavedSchedule): void {
  const { schedule, webhookSecret } = saved
  const secret =
    webhookSecret === null ? [] : [`${'secret'.padEnd(15)}${webhookSecret}`, SHOWN_ONCE]
  reporter.show(saved, () => [...wordsOf(schedule), ...secret])
}

const SHOWN_ONCE =
  'The secret of its webhook is shown only now: keep it where the machine finds it.'

export async function pause(
  { client, reporter }: Session,
  scheduleId: string,
  { note }: { note?: string },
): Promise<void> {
  const schedule = await new ScheduleCalls(client).pause(scheduleId, note)
  reporter.show(schedule, () => wordsOf(schedule))
}

export async function resume({ client, reporter }: Session, scheduleId: string): Promise<void> {
  const schedule = await new ScheduleCalls(client).resume(scheduleId)
  reporter.show(schedule, () => wordsOf(schedule))
}

export async function trigger({ client, reporter }: Session, scheduleId: string): Promise<void> {
  const schedule = await new ScheduleCalls(client).trigger(scheduleId)
  reporter.show(schedule, () => [
    `${schedule.id}: due now as well`,
    `See what comes of it: exports schedules runs ${schedule.id}`,
  ])
}

export async function remove({ client, reporter }: Session, scheduleId: string): Promise<void> {
  await new ScheduleCalls(client).remove(scheduleId)
  const words = `${scheduleId}: deleted, its files stay`
  reporter.show({ kind: 'scheduleDeleted', scheduleId }, () => [words])
}

export async function renewSecret(
  { client, reporter }: Session,
  scheduleId: string,
): Promise<void> {
  const renewed = await new ScheduleCalls(client).renewSecret(scheduleId)
  reporter.show(renewed, () => [renewed.webhookSecret, SHOWN_ONCE])
}

/** What `schedules create` and `update` are told beside the request, as a schedule has it. */
import { type Command, Option } from 'commander'
import type { Failure, ScheduleRequest } from '../../../contract/index.ts'
import { parseScheduleRequest } from '../../../contract/schemas/scheduleRequest.ts'
import { CommandFailure } from '../../commandFailure.ts'
import { ExitCode } from '../../exitCode.ts'
import { atLeastOne } from '../numbers.ts'
import { collect, type RequestOptions } from '../requestOptions.ts'
import { type RuleOptions, ruleOf } from './ruleOptions.ts'

/** False is of `update` alone: what was asked for before counts no longer. */
export interface ScheduleOptions extends RuleOptions, RequestOptions {
  name?: string
  ruleZone?: string
  from?: string | false
  until?: string | false
  runs?: number | false
  changes?: boolean
  fullEvery?: number | false
  mailTo?: string[] | false
  webhook?: string | false
}

export function addScheduleOptions(command: Command): Command {
  return command
    .option('--name <text>', 'what you call it')
    .option('--daily <time>', 'due each day, such as 06:30')
    .option('--weekly <days@time>', 'due on weekdays, such as mon,thu@06:30')
    .option('--monthly <day@time>', 'due each month, such as 31@06:30 or last@06:30')
    .option('--cron <expression>', 'due as five cron fields say')
    .option('--rule-zone <zone>', 'whose clocks these times are of (default: yours)')
    .option('--from <instant>', 'not due before, such as 2026-12-01T00:00:00Z')
    .option('--until <instant>', 'not due from then on')
    .option('--runs <n>', 'due so often, then it has ended', atLeastOne)
    .option('--changes', 'what has changed since the file before, after a first one of every row')
    .option('--full-every <n>', 'every row again after so many files of changes', atLeastOne)
    .option('--mail-to <address>', 'a Connexus user who is told as well; may be repeated', collect)
    .option('--webhook <url>', 'a machine that is told')
}

/** Of `update`: what is there may be taken away. */
export function addRemovals(command: Command): Command {
  const removals: [flag: string, what: string][] = [
    ['--no-from', 'due at once'],
    ['--no-until', 'due for ever'],
    ['--no-runs', 'due without end'],
    ['--no-changes', 'every row each time'],
    ['--no-full-every', 'every row never again'],
    ['--no-mail-to', 'nobody else is told'],
    ['--no-webhook', 'no machine is told'],
  ]
  for (const [flag, what] of removals) command.addOption(new Option(flag, what))
  return command
}

/** Parts of a schedule that are given; null for one that is to go. */
export type GivenParts = { [Part in keyof ScheduleRequest]?: ScheduleRequest[Part] | null }

export function partsOf(options: ScheduleOptions): GivenParts {
  const { name, ruleZone, from, until, runs, changes, fullEvery, mailTo, webhook } = options
  const rule = ruleOf(options)?.rule
  const parts = {
    name,
    rule,
    timeZone: ruleZone,
    startAt: orNull(from),
    endAt: orNull(until),
    runs: orNull(runs),
    content: changes === undefined ? undefined : changes ? 'CHANGES' : 'FULL',
    fullEvery: changes === false ? (fullEvery ?? null) : orNull(fullEvery),
    recipients: orNull(mailTo),
    webhook: webhook === undefined ? undefined : webhook === false ? null : { url: webhook },
  }
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
}

function orNull<Value>(value: Value | false | undefined): Value | null | undefined {
  return value === false ? null : value
}

/** What is given, over what was asked for before, without what is to go. */
export function merged(before: GivenParts, given: GivenParts): GivenParts {
  const both = Object.entries({ ...before, ...given })
  return Object.fromEntries(both.filter(([, part]) => part !== null))
}

/** What each part is called on the command line. */
const OPTIONS: Readonly<Record<string, string>> = {
  name: '--name',
  timeZone: '--rule-zone',
  startAt: '--from',
  endAt: '--until',
  runs: '--runs',
  fullEvery: '--full-every',
  recipients: '--mail-to',
  webhook: '--webhook',
}

/**
 * Before the API is asked. The request of its exports is left to the API, which knows its filters.
 * @throws CommandFailure with every option that is wrong or missing.
 */
export function checkParts(parts: GivenParts, options: RuleOptions): void {
  const { malformed } = parseScheduleRequest(parts as ScheduleRequest)
  const wrong = malformed.filter(({ field }) => field === undefined || !/^request\b/.test(field))
  if (wrong.length === 0) return
  const remedy = 'Give the options as exports schedules create --help says.'
  const errors = wrong.map((fault) => ({
    code: 'WRONG_USAGE',
    message: messageOf(fault, ruleOf(options)?.option),
    remedy,
  }))
  const detail = errors.map(({ message }) => message).join(' ')
  throw new CommandFailure(ExitCode.USAGE, { code: 'WRONG_USAGE', detail, remedy, errors })
}

/** The words of the contract, with what a person gave in place of the field. */
function messageOf({ field = '', message }: Failure, ruleOption = ''): string {
  if (field === 'rule') return 'When is it due? Give --daily, --weekly, --monthly or --cron.'
  const words = message.slice(field.length).replace('startAt', '--from')
  const [part = '', ...within] = field.split(/[.[]/)
  if (part === 'rule') return `The ${within[0] ?? ''} of ${ruleOption}${words}`
  const option = OPTIONS[part]
  return option === undefined ? message : `${option}${words}`
}

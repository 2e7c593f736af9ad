/** Schedules, and what came of them. */
import type { ExportSchedule, ScheduledRun } from '../../../contract/index.ts'
import { ScheduleCalls } from '../../api/scheduleCalls.ts'
import {
  clockOf,
  contentWords,
  holdsWords,
  ruleWords,
  runWords,
  stateWords,
} from '../../output/scheduleWords.ts'
import { table } from '../../output/table.ts'
import { MORE, type PageOptions, readPages, showAll } from '../pages.ts'
import type { Session } from '../session.ts'

export async function listSchedules(
  { client, reporter }: Session,
  options: PageOptions,
): Promise<void> {
  const calls = new ScheduleCalls(client)
  const { items, hasMore } = await readPages(options, async (page) => {
    const { schedules, next } = await calls.list(page)
    return { items: schedules, next }
  })
  showAll(reporter, items, { none: 'No schedules.', table: tableOf })
  if (hasMore) reporter.note(MORE)
}

function tableOf(schedules: readonly ExportSchedule[]): string[] {
  const headings = ['schedule', 'name', 'exports', 'due', 'next', 'how it stands']
  const rows = schedules.map((schedule) => {
    const { id, name, request, rule, timeZone, nextTimes } = schedule
    const [next] = nextTimes.map(clockOf(timeZone))
    const due = `${ruleWords(rule)} (${timeZone})`
    return [
      id,
      name,
      `${request.type} → ${request.fileType}`,
      due,
      next ?? '',
      stateWords(schedule),
    ]
  })
  return table(headings, rows)
}

export async function getSchedule(
  { client, reporter }: Session,
  scheduleId: string,
): Promise<void> {
  const schedule = await new ScheduleCalls(client).get(scheduleId)
  reporter.show(schedule, () => wordsOf(schedule))
}

/** Everything that is known of one; times are on its own clock. */
export function wordsOf(schedule: ExportSchedule): string[] {
  const { request, runs, runsLeft, lastRun, nextTimes, timeZone } = schedule
  const clock = clockOf(timeZone)
  const [next, ...later] = nextTimes.map(clock)
  const told = [...schedule.recipients.map(({ email }) => email), schedule.webhook?.url]
  const last = lastRun && `${clock(lastRun.dueAt)}  ${runWords(lastRun)}`
  const facts: [name: string, value: string | null | undefined][] = [
    ['schedule', schedule.id],
    ['name', schedule.name],
    ['exports', `${request.type} → ${request.fileType}`],
    ['holds', contentWords(schedule)],
    ['due', `${ruleWords(schedule.rule)} (${timeZone})`],
    ['from', schedule.startAt && clock(schedule.startAt)],
    ['until', schedule.endAt && clock(schedule.endAt)],
    ['runs', runs === null ? null : `${runs}${runsLeft === null ? '' : `, ${runsLeft} left`}`],
    ['how it stands', stateWords(schedule)],
    ['next', next],
    ...later.map((time): [string, string] => ['', time]),
    ['last', last],
    ['told as well', told.filter((each) => each !== undefined).join(', ') || null],
    ['request', JSON.stringify(request)],
  ]
  return facts
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name.padEnd(15)}${value}`)
}

export async function listRuns(
  { client, reporter }: Session,
  scheduleId: string,
  options: PageOptions,
): Promise<void> {
  const calls = new ScheduleCalls(client)
  // People read times on the schedule's clock.
  const timeZone = reporter.isJson ? 'UTC' : (await calls.get(scheduleId)).timeZone
  const { items, hasMore } = await readPages(options, async (page) => {
    const { runs: found, next } = await calls.runs(scheduleId, page)
    return { items: found, next }
  })
  showAll(reporter, items, {
    none: 'It was not due yet.',
    table: (found) => runTableOf(found, timeZone),
  })
  if (hasMore) reporter.note(MORE)
}

function runTableOf(found: readonly ScheduledRun[], timeZone: string): string[] {
  const clock = clockOf(timeZone)
  const rows = found.map((run) => [
    clock(run.dueAt),
    run.localDay ?? '',
    holdsWords(run, clock),
    run.exportId ?? '',
    runWords(run),
  ])
  return table([`due (${timeZone})`, 'day', 'holds', 'export', 'what came of it'], rows)
}

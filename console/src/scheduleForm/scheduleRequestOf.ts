/** The schedule that a form stands for. What no field can hold is sent as it was typed, and refused. */
import {
  assertNever,
  type ExportTypeDescription,
  RuleKind,
  ScheduleContent,
  type ScheduleRequest,
  type ScheduleTiming,
} from '../../../contract/index.ts'
import { requestOf } from '../request/requestOf.ts'
import { instantOf } from '../shared/wallClock.ts'
import type { ScheduleForm } from './scheduleForm.ts'

export function scheduleRequestOf(
  form: ScheduleForm,
  type: ExportTypeDescription,
  userTimeZone: string,
): ScheduleRequest {
  const recipients = form.recipients.split(/[\s,;]+/).filter(Boolean)
  const url = form.webhookUrl.trim()
  return {
    name: form.name.trim(),
    request: requestOf(form.export, type),
    ...timingOf(form, userTimeZone),
    ...contentOf(form),
    ...(recipients.length > 0 ? { recipients } : {}),
    ...(url ? { webhook: { url } } : {}),
  }
}

export function timingOf(form: ScheduleForm, userTimeZone: string): ScheduleTiming {
  const { timeZone, from, until, runs } = form
  const zone = timeZone || userTimeZone
  const timing = {
    rule: ruleOf(form),
    ...(timeZone ? { timeZone } : {}),
    ...(from ? { startAt: instantOf(from, zone) } : {}),
    ...(until ? { endAt: instantOf(until, zone) } : {}),
    ...(runs.trim() ? { runs: wholeOrText(runs) } : {}),
  }
  return timing as ScheduleTiming
}

function ruleOf({ kind, time, weekdays, day, expression }: ScheduleForm) {
  switch (kind) {
    case RuleKind.DAILY:
      return { kind, ...clockOf(time) }
    case RuleKind.WEEKLY:
      return { kind, weekdays, ...clockOf(time) }
    case RuleKind.MONTHLY:
      return { kind, day: day === 'LAST' ? day : Number(day), ...clockOf(time) }
    case RuleKind.CRON:
      return { kind, expression: expression.trim() }
    default:
      return assertNever(kind)
  }
}

/** Nothing of a time that is not given. */
function clockOf(time: string) {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(time) ?? []
  return hour === undefined ? {} : { hour: Number(hour), minute: Number(minute) }
}

function contentOf({ content, fullEvery }: ScheduleForm): Partial<ScheduleRequest> {
  if (content === ScheduleContent.FULL) return {}
  const every = fullEvery.trim() ? { fullEvery: wholeOrText(fullEvery) } : {}
  return { content, ...every } as Partial<ScheduleRequest>
}

function wholeOrText(typed: string): number | string {
  const text = typed.trim()
  return /^\d+$/.test(text) ? Number(text) : text
}

/** The form that stands for a schedule: what it takes to change it. */
import {
  type ExportSchedule,
  type ExportTypeDescription,
  RuleKind,
  type ScheduleRule,
} from '../../../contract/index.ts'
import { formOf } from '../request/formOf.ts'
import { localOf } from '../shared/wallClock.ts'
import { emptyScheduleForm, type ScheduleForm } from './scheduleForm.ts'

export function scheduleFormOf(
  schedule: ExportSchedule,
  type: ExportTypeDescription,
): ScheduleForm {
  const { rule, timeZone, startAt, endAt, runs, content, fullEvery } = schedule
  return {
    ...emptyScheduleForm(formOf(schedule.request, type)),
    ...ruleFieldsOf(rule),
    name: schedule.name,
    timeZone,
    from: startAt === null ? '' : localOf(startAt, timeZone),
    until: endAt === null ? '' : localOf(endAt, timeZone),
    runs: runs === null ? '' : String(runs),
    content,
    fullEvery: fullEvery === null ? '' : String(fullEvery),
    recipients: schedule.recipients.map(({ email }) => email).join('\n'),
    webhookUrl: schedule.webhook?.url ?? '',
  }
}

function ruleFieldsOf(rule: ScheduleRule): Partial<ScheduleForm> {
  const { kind } = rule
  if (kind === RuleKind.CRON) return { kind, expression: rule.expression }
  const time = [rule.hour, rule.minute].map((part) => String(part).padStart(2, '0')).join(':')
  return {
    kind,
    time,
    ...(kind === RuleKind.WEEKLY ? { weekdays: rule.weekdays } : {}),
    ...(kind === RuleKind.MONTHLY ? { day: String(rule.day) } : {}),
  }
}

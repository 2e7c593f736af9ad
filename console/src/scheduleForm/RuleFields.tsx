/** When the schedule is due: on which days, at what time, of which zone. */
import { assertNever, RuleKind } from '../../../contract/index.ts'
import { RadioInput } from '../shared/RadioInput.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { TimeZoneInput } from '../shared/TimeZoneInput.tsx'
import type { SchedulePartProps } from './formPart.ts'
import { WeekdaysInput } from './WeekdaysInput.tsx'

const KINDS = [
  { value: RuleKind.DAILY, label: 'Daily' },
  { value: RuleKind.WEEKLY, label: 'Weekly' },
  { value: RuleKind.MONTHLY, label: 'Monthly' },
  { value: RuleKind.CRON, label: 'By cron' },
] as const

const MONTH_DAYS = [
  ...Array.from({ length: 30 }, (_, index) => String(index + 1)).map((value) => ({
    value,
    label: `Day ${value}`,
  })),
  { value: 'LAST', label: 'The last day' },
]

/** What the API says of hour and minute alone is strange to people who see one field. */
const NO_TIME = 'Give a time of day, for example 07:00.'
const CLOCK_FIELDS = ['rule.hour', 'rule.minute']

export function RuleFields(part: SchedulePartProps) {
  const { form, errors, userTimeZone, onChange } = part
  const isTimeWrong = CLOCK_FIELDS.some((field) => errors.of(field).length > 0)
  return (
    <>
      <RadioInput
        label="Repeat"
        value={form.kind}
        options={KINDS}
        errors={[...errors.of('rule.kind'), ...errors.of('rule')]}
        onChange={(kind) => onChange({ kind })}
      />
      <DaysFields {...part} />
      <div className="filters">
        {form.kind === RuleKind.CRON ? null : (
          <TextInput
            label="Time of day"
            type="time"
            value={form.time}
            errors={isTimeWrong ? [NO_TIME] : []}
            onChange={(time) => onChange({ time })}
          />
        )}
        <TimeZoneInput
          label="Time zone of the schedule"
          hint="Times and days are meant as there, summer and winter."
          value={form.timeZone}
          userTimeZone={userTimeZone}
          errors={errors.of('timeZone')}
          onChange={(timeZone) => onChange({ timeZone })}
        />
      </div>
    </>
  )
}

/** What tells the days of the rule's kind. */
function DaysFields({ form, errors, onChange }: SchedulePartProps) {
  switch (form.kind) {
    case RuleKind.DAILY:
      return null
    case RuleKind.WEEKLY:
      return (
        <WeekdaysInput
          chosen={form.weekdays}
          errors={errors.of('rule.weekdays')}
          onChange={(weekdays) => onChange({ weekdays })}
        />
      )
    case RuleKind.MONTHLY:
      return (
        <SelectInput
          label="Day of the month"
          hint="A month that is shorter takes its last day."
          // Day 31 and the last day are the same.
          value={form.day === '31' ? 'LAST' : form.day}
          options={MONTH_DAYS}
          errors={errors.of('rule.day')}
          onChange={(day) => onChange({ day })}
        />
      )
    case RuleKind.CRON:
      return (
        <TextInput
          label="Cron expression"
          hint="Minute, hour, day of month, month, day of week: 30 6 * * 1-5 is 06:30 from Monday to Friday."
          value={form.expression}
          errors={errors.of('rule.expression')}
          onChange={(expression) => onChange({ expression })}
        />
      )
    default:
      return assertNever(form.kind)
  }
}

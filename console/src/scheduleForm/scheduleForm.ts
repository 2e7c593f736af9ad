/** What the form of a schedule holds, as its fields show it. Plain JSON; nothing here is checked. */
import { RuleKind, ScheduleContent } from '../../../contract/index.ts'
import type { ExportForm } from '../request/exportForm.ts'

export interface ScheduleForm {
  name: string
  /** What each export asks for. */
  export: ExportForm
  kind: RuleKind
  /** `07:00`; `''` where none is given. */
  time: string
  /** 1 is Monday. */
  weekdays: readonly number[]
  /** Of the month: `1` to `31`, or `LAST`. */
  day: string
  /** Of a cron rule. */
  expression: string
  /** `''` for the user's. */
  timeZone: string
  /** `2026-03-29T07:00` in the zone; `''` for now. */
  from: string
  /** As `from`; `''` for ever. */
  until: string
  /** `''` for without end. */
  runs: string
  content: ScheduleContent
  /** Files of changes; `''` for never. */
  fullEvery: string
  /** Mail addresses, one a line. */
  recipients: string
  /** `''` for none. */
  webhookUrl: string
}

const EARLY = '07:00'
const WORKING_DAYS = [1, 2, 3, 4, 5]
const EACH_MORNING = '0 7 * * *'

export function emptyScheduleForm(asked: ExportForm): ScheduleForm {
  return {
    name: '',
    // A file of a schedule is made anew each time.
    export: { ...asked, reuseWithin: '' },
    kind: RuleKind.DAILY,
    time: EARLY,
    weekdays: WORKING_DAYS,
    day: '1',
    expression: EACH_MORNING,
    timeZone: '',
    from: '',
    until: '',
    runs: '',
    content: ScheduleContent.FULL,
    fullEvery: '',
    recipients: '',
    webhookUrl: '',
  }
}

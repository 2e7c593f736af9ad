/** For how long a schedule is due, as lines of words; none for one that goes on from when it was made. */
import type { ExportSchedule } from '../../../contract/index.ts'
import type { Line } from '../exports/describeRequest.ts'
import { counted, number } from '../shared/format.ts'
import { dueWords } from './dueTimes.ts'

type Period = Pick<ExportSchedule, 'startAt' | 'endAt' | 'runs' | 'runsLeft' | 'timeZone'>

export function periodLines({ startAt, endAt, runs, runsLeft, timeZone }: Period): Line[] {
  const line = (label: string, instant: string | null): Line[] =>
    instant === null ? [] : [{ label, words: dueWords(instant, timeZone) }]
  const left = runsLeft === null ? '' : `, ${number(runsLeft)} left`
  return [
    ...line('From', startAt),
    ...line('Until', endAt),
    ...(runs === null ? [] : [{ label: 'How often', words: `${counted(runs, 'time')}${left}` }]),
  ]
}

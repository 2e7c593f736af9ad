/** For how long a schedule is due, as the closed section of its form says. */
import type { ScheduleForm } from './scheduleForm.ts'

/** `From now on`, `From 1 Dec 2026, 12 times`. */
export function periodWords({
  from,
  until,
  runs,
}: Pick<ScheduleForm, 'from' | 'until' | 'runs'>): string {
  const start = from === '' ? 'From now on' : `From ${localDayWords(from)}`
  const end = until === '' ? '' : ` until ${localDayWords(until)}`
  const count = /^[1-9]\d*$/.test(runs.trim()) ? `, ${runs.trim()} times` : ''
  return `${start}${end}${count}`
}

function localDayWords(local: string): string {
  return new Date(`${local.slice(0, 10)}T00:00:00Z`).toLocaleDateString('en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  })
}

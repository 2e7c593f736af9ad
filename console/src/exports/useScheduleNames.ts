/** Names of the schedules that asked for jobs, as far as the page knows them; asked for where there are such jobs. */
import type { RequestedExport } from '../../../contract/index.ts'
import { useSchedules } from '../schedules/useSchedules.ts'

/** By the schedules' ids. */
export function useScheduleNames(jobs: readonly RequestedExport[]): ReadonlyMap<string, string> {
  const isEnabled = jobs.some(({ scheduleId }) => scheduleId !== null)
  const { schedules } = useSchedules({ isEnabled })
  return new Map(schedules.map(({ id, name }) => [id, name]))
}

/** What of schedules the page holds, and how a schedule in it is replaced. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ExportSchedule, SchedulePage } from '../../../contract/index.ts'

export const SCHEDULES = ['schedules'] as const
export const SCHEDULE_LIST = [...SCHEDULES, 'list'] as const

export function scheduleKey(scheduleId: string) {
  return [...SCHEDULES, 'one', scheduleId] as const
}

export function runsKey(scheduleId: string) {
  return [...SCHEDULES, 'runs', scheduleId] as const
}

export function backfillsKey(scheduleId: string) {
  return [...SCHEDULES, 'backfills', scheduleId] as const
}

/** Wherever it is held. A list without it stays without. */
export function replaceSchedule(client: QueryClient, schedule: ExportSchedule): void {
  client.setQueryData<ExportSchedule>(scheduleKey(schedule.id), schedule)
  changeList(client, (schedules) =>
    schedules.map((each) => (each.id === schedule.id ? schedule : each)),
  )
}

export function removeSchedule(client: QueryClient, scheduleId: string): void {
  changeList(client, (schedules) => schedules.filter(({ id }) => id !== scheduleId))
}

function changeList(
  client: QueryClient,
  change: (schedules: ExportSchedule[]) => ExportSchedule[],
): void {
  client.setQueryData<InfiniteData<SchedulePage, string | null>>(
    SCHEDULE_LIST,
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, schedules: change(page.schedules) })),
      },
  )
}

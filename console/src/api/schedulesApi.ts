/** The calls of the API about schedules. All reject with a Problem. */
import type {
  Backfill,
  BackfillSpan,
  ExportSchedule,
  RunPage,
  SavedSchedule,
  SchedulePage,
  SchedulePreview,
  ScheduleRequest,
  ScheduleTiming,
} from '../../../contract/index.ts'
import { call } from './call.ts'

export interface PageOf {
  /** `next` of the page before; null for the first. */
  after: string | null
  signal: AbortSignal
}

const PAGE_SIZE = 20

export const schedulesApi = {
  list: ({ after, signal }: PageOf) =>
    call<SchedulePage>(`/schedules?${pageQuery(after)}`, { signal }),

  get: (scheduleId: string, signal: AbortSignal) =>
    call<ExportSchedule>(pathOf(scheduleId), { signal }),

  preview: (timing: ScheduleTiming, signal: AbortSignal) =>
    call<SchedulePreview>('/schedules/preview', { method: 'POST', body: timing, signal }),

  create: (asked: ScheduleRequest) =>
    call<SavedSchedule>('/schedules', { method: 'POST', body: asked }),

  /** Refused with 412 where it is no longer in `revision`; null for whichever it is in. */
  update: (scheduleId: string, asked: ScheduleRequest, revision: number | null) =>
    call<SavedSchedule>(pathOf(scheduleId), {
      method: 'PUT',
      body: asked,
      headers: revision === null ? {} : { 'If-Match': `"${revision}"` },
    }),

  /** `note` `''` for none. */
  pause: (scheduleId: string, note: string) =>
    call<ExportSchedule>(pathOf(scheduleId, '/pause'), {
      method: 'POST',
      body: note ? { note } : {},
    }),

  resume: (scheduleId: string) =>
    call<ExportSchedule>(pathOf(scheduleId, '/resume'), { method: 'POST' }),

  trigger: (scheduleId: string) =>
    call<ExportSchedule>(pathOf(scheduleId, '/trigger'), { method: 'POST' }),

  remove: (scheduleId: string) => call<undefined>(pathOf(scheduleId), { method: 'DELETE' }),

  runs: (scheduleId: string, { after, signal }: PageOf) =>
    call<RunPage>(pathOf(scheduleId, `/runs?${pageQuery(after)}`), { signal }),

  backfill: (scheduleId: string, span: BackfillSpan) =>
    call<Backfill>(pathOf(scheduleId, '/backfills'), { method: 'POST', body: span }),

  backfills: async (scheduleId: string, signal: AbortSignal) =>
    (await call<{ backfills: Backfill[] }>(pathOf(scheduleId, '/backfills'), { signal })).backfills,

  renewSecret: async (scheduleId: string) =>
    (
      await call<{ webhookSecret: string }>(pathOf(scheduleId, '/webhook-secret'), {
        method: 'POST',
      })
    ).webhookSecret,
} as const

function pageQuery(after: string | null): URLSearchParams {
  return new URLSearchParams({ limit: String(PAGE_SIZE), ...(after ? { after } : {}) })
}

function pathOf(scheduleId: string, rest = ''): string {
  return `/schedules/${encodeURIComponent(scheduleId)}${rest}`
}

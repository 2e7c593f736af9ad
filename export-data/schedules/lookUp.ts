/** What owners look up of their schedules, and of a timing that is none yet. */
import {
  type Backfill,
  ExportFailure,
  type ExportSchedule,
  type RunPage,
  type SchedulePage,
  type SchedulePreview,
  type ScheduleTiming,
} from '../../contract/index.ts'
import { parseScheduleTiming } from '../../contract/schemas/scheduleRequest.ts'
import { nextTimes } from '../../scheduling/index.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { type PageQuery, type Place, page } from '../paging.ts'
import { activeRequester } from '../resolveAsked.ts'
import { ownSchedule, showSchedule } from './ownSchedules.ts'
import { timingFaults, timingOf } from './resolveSchedule.ts'
import { backfillView, runView } from './scheduleView.ts'

const PREVIEWED_TIMES = 5
const SHOWN_BACKFILLS = 20

export async function getSchedule(
  needed: ExportDataDependencies,
  { userId }: Caller,
  scheduleId: string,
): Promise<ExportSchedule> {
  return await showSchedule(needed, (await ownSchedule(needed, userId, scheduleId)).record)
}

export async function listSchedules(
  needed: ExportDataDependencies,
  { userId }: Caller,
  query: PageQuery = {},
): Promise<SchedulePage> {
  const { id: ownerId } = activeRequester(await needed.requesters.find(userId))
  const { items, next } = await page(
    query,
    ({ limit, after }) => needed.schedules.list({ ownerId, limit, ...placed(after) }),
    ({ place }) => place,
  )
  return { schedules: await Promise.all(items.map((item) => showSchedule(needed, item))), next }
}

export async function listRuns(
  needed: ExportDataDependencies,
  { userId }: Caller,
  scheduleId: string,
  query: PageQuery = {},
): Promise<RunPage> {
  const { record } = await ownSchedule(needed, userId, scheduleId)
  const { items, next } = await page(
    query,
    ({ limit, after }) =>
      needed.scheduleRuns.list({ scheduleId: record.id, limit, ...placed(after) }),
    ({ place }) => place,
  )
  return { runs: items.map(runView), next }
}

export async function listBackfills(
  needed: ExportDataDependencies,
  { userId }: Caller,
  scheduleId: string,
): Promise<Backfill[]> {
  const { record } = await ownSchedule(needed, userId, scheduleId)
  return (await needed.backfills.list(record.id, SHOWN_BACKFILLS)).map(backfillView)
}

export async function previewSchedule(
  { requesters }: ExportDataDependencies,
  { userId }: Caller,
  given: ScheduleTiming,
): Promise<SchedulePreview> {
  const requester = activeRequester(await requesters.find(userId))
  const { asked, malformed } = parseScheduleTiming(given)
  const [first, ...others] = [...malformed, ...timingFaults(given)]
  if (first) throw new ExportFailure([first, ...others])
  const timing = timingOf(asked ?? given, requester)
  const times = nextTimes(timing, new Date(), PREVIEWED_TIMES)
  return { timeZone: timing.timeZone, nextTimes: times.map((at) => at.toISOString()) }
}

/** Every item of these lists has a time. */
function placed(after: Place | undefined) {
  return after ? { after: { at: after.at ?? '', id: after.id } } : {}
}

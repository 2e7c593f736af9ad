/** Makes files of changes for days that have none. */
import { randomUUID } from 'node:crypto'
import {
  type Backfill,
  type BackfillSpan,
  ExportFailure,
  FailureCode,
  ScheduleContent,
} from '../../contract/index.ts'
import { parseBackfillSpan } from '../../contract/schemas/scheduleRequest.ts'
import { dayOf, endOfSpan } from '../../scheduling/index.ts'
import { AccessAction, type ScheduleRecord } from '../../stores/index.ts'
import type { Caller } from '../caller.ts'
import type { ExportDataDependencies } from '../dependencies.ts'
import { leftToSweep } from './leftToSweep.ts'
import { ownSchedule } from './ownSchedules.ts'
import { scheduleAccess } from './scheduleAccess.ts'
import { backfillView } from './scheduleView.ts'

/** Two years, a leap day among them. */
const MAX_DAYS = 731

export async function backfillSchedule(
  needed: ExportDataDependencies,
  caller: Caller,
  scheduleId: string,
  given: BackfillSpan,
): Promise<Backfill> {
  const { record } = await ownSchedule(needed, caller.userId, scheduleId)
  const span = readSpan(record, given)
  const id = randomUUID()
  const backfill = await needed.backfills.create({
    id,
    scheduleId: record.id,
    fromDay: span.from,
    toDay: span.to,
    access: scheduleAccess(caller, AccessAction.BACKFILL, record.id),
  })
  await leftToSweep(() => needed.timetable.startBackfill({ scheduleId: record.id, backfillId: id }))
  return backfillView(backfill)
}

function readSpan(record: ScheduleRecord, given: BackfillSpan): BackfillSpan {
  if (record.content !== ScheduleContent.CHANGES) {
    throw invalid(
      'from',
      'The schedule’s files hold every row as it is now: none can be made for a day that is over.',
      'Run the schedule now, or create one of changes.',
    )
  }
  const { asked, malformed } = parseBackfillSpan(given)
  if (!asked) throw new ExportFailure(malformed)
  const days = { from: dayOf(asked.from), to: dayOf(asked.to) }
  if (days.to - days.from >= MAX_DAYS) {
    throw invalid('to', `The span has more than ${MAX_DAYS} days.`, 'Backfill it part by part.')
  }
  if (endOfSpan(record, days) > Date.now()) {
    throw invalid('to', 'The last day is not over yet.', 'Give an earlier day.')
  }
  return asked
}

function invalid(field: string, message: string, remedy: string): ExportFailure {
  return new ExportFailure({ code: FailureCode.INVALID_REQUEST, message, remedy, field })
}

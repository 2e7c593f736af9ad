/** A schedule's record, and what Temporal knows of it, as its owner sees them. */
import {
  assertNever,
  type Backfill,
  type ExportSchedule,
  type ScheduledRun,
  ScheduleState,
} from '../../contract/index.ts'
import { mayHaveEnded, nextTimes, type TimetableState } from '../../scheduling/index.ts'
import type { BackfillRecord, Recipient, RunRecord, ScheduleRecord } from '../../stores/index.ts'

/** What Temporal knows: `undefined` where it knows nothing, null where it does not answer. */
export type KnownTiming = TimetableState | null | undefined

const SHOWN_TIMES = 5

export function scheduleView(
  record: ScheduleRecord,
  timing: KnownTiming,
  { recipients, lastRun }: { recipients: readonly Recipient[]; lastRun: RunRecord | undefined },
): ExportSchedule {
  const { id, name, request, content, fullEvery, rule, timeZone, runs, webhookUrl } = record
  const state = stateOf(record, timing)
  return {
    id,
    name,
    request,
    content,
    fullEvery,
    rule,
    timeZone,
    startAt: record.startAt?.toISOString() ?? null,
    endAt: record.endAt?.toISOString() ?? null,
    runs,
    runsLeft: timing ? timing.runsLeft : null,
    state,
    note: state === ScheduleState.PAUSED ? (timing?.note ?? '') : null,
    nextTimes: timesOf(record, timing, state).map((at) => at.toISOString()),
    recipients: recipients.map(({ userId, email }) => ({ userId, email })),
    webhook: webhookUrl === null ? null : { url: webhookUrl },
    revision: record.revision,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    lastRun: lastRun ? runView(lastRun) : null,
  }
}

function stateOf(record: ScheduleRecord, timing: KnownTiming): ScheduleState {
  const { revision, syncedRevision } = record
  if (timing === undefined && isForgotten(record)) return ScheduleState.ENDED
  if (timing === null) return syncedRevision === 0 ? ScheduleState.STARTING : ScheduleState.UNKNOWN
  if (timing === undefined || (timing.revision ?? 0) < revision) return ScheduleState.STARTING
  const isOver = timing.runsLeft === 0 || (timing.nextTimes.length === 0 && !timing.isPaused)
  if (isOver) return ScheduleState.ENDED
  return timing.isPaused ? ScheduleState.PAUSED : ScheduleState.ACTIVE
}

/** Whether Temporal knows nothing of it since its end came: it forgets a schedule some days after. */
export function isForgotten(record: ScheduleRecord): boolean {
  const { revision, syncedRevision, endedAt } = record
  return endedAt !== null || (syncedRevision >= revision && mayHaveEnded(record))
}

/** As long as Temporal has not been told, or does not tell, what it will say. */
function timesOf(record: ScheduleRecord, timing: KnownTiming, state: ScheduleState): Date[] {
  switch (state) {
    case ScheduleState.ACTIVE:
      return timing?.nextTimes.slice(0, SHOWN_TIMES) ?? []
    case ScheduleState.STARTING:
      return nextTimes(record, new Date(), SHOWN_TIMES)
    case ScheduleState.PAUSED:
    case ScheduleState.ENDED:
    case ScheduleState.UNKNOWN:
      return []
    default:
      return assertNever(state)
  }
}

export function runView({ place, dueAt, window, ...run }: RunRecord): ScheduledRun {
  return {
    ...run,
    id: place.id,
    dueAt: dueAt.toISOString(),
    window: window && {
      start: window.start?.toISOString() ?? null,
      end: window.end.toISOString(),
    },
  }
}

export function backfillView({
  fromDay,
  toDay,
  createdAt,
  endedAt,
  ...backfill
}: BackfillRecord): Backfill {
  return {
    ...backfill,
    from: fromDay,
    to: toDay,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}
